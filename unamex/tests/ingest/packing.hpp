/// @file
/// gzip, for tests that read it.
#pragma once

#include <zlib.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace unamex::ingest::testing {

/// One gzip member.
inline std::string pack(std::string_view text) {
    z_stream deflater{};
    if (deflateInit2(&deflater, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::runtime_error("zlib cannot start");
    }
    std::string packed(deflateBound(&deflater, text.size()) + 32, '\0');
    deflater.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    deflater.avail_in = static_cast<uInt>(text.size());
    deflater.next_out = reinterpret_cast<Bytef*>(packed.data());
    deflater.avail_out = static_cast<uInt>(packed.size());
    const int status = deflate(&deflater, Z_FINISH);
    packed.resize(deflater.total_out);
    deflateEnd(&deflater);
    if (status != Z_STREAM_END) throw std::runtime_error("zlib cannot pack");
    return packed;
}

}  // namespace unamex::ingest::testing
