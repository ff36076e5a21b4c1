#include <microfast/middleware/content_coding.hpp>

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace microfast::middleware {

namespace {

// How zlib is told which format to read and write: RFC 1950's with its window, or gzip's.
constexpr int zlib_window = 15;
constexpr int gzip_window = 15 + 16;
constexpr std::size_t piece_size = 16 * 1024;

/// zlib does not write there, but its interface says it might.
Bytef* input(std::string_view bytes) noexcept {
    return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
}

/// As much as zlib takes at once.
std::string_view next_piece(std::string_view& rest) noexcept {
    const auto piece =
        rest.substr(0, std::min<std::size_t>(rest.size(), std::numeric_limits<uInt>::max()));
    rest.remove_prefix(piece.size());
    return piece;
}

class zlib_encoder : public encoder {
public:
    zlib_encoder(int level, int window) {
        constexpr int memory_level = 8;
        if (deflateInit2(&stream_, level, Z_DEFLATED, window, memory_level, Z_DEFAULT_STRATEGY) !=
            Z_OK)
            throw std::runtime_error("zlib refuses its settings");
    }
    ~zlib_encoder() override { deflateEnd(&stream_); }

    void write(std::string_view content, std::string& coded, flush_mode mode) override {
        const int last = mode == flush_mode::finish ? Z_FINISH : Z_SYNC_FLUSH;
        do {
            const auto piece = next_piece(content);
            stream_.next_in = input(piece);
            stream_.avail_in = static_cast<uInt>(piece.size());
            drain(coded, content.empty() ? last : Z_NO_FLUSH);
        } while (!content.empty());
    }

    void reset() override { deflateReset(&stream_); }

private:
    void drain(std::string& coded, int flush) {
        do {
            const auto size = coded.size();
            const auto room = std::max(deflate_bound(), piece_size);
            coded.resize(size + room);
            stream_.next_out = reinterpret_cast<Bytef*>(coded.data() + size);
            stream_.avail_out = static_cast<uInt>(room);
            deflate(&stream_, flush);
            coded.resize(size + room - stream_.avail_out);
        } while (stream_.avail_out == 0);
    }

    /// What a small content needs at most, so that it takes one call.
    std::size_t deflate_bound() {
        constexpr uLong largest = 1024 * 1024;
        return deflateBound(&stream_, std::min<uLong>(stream_.avail_in, largest)) + 16;
    }

    z_stream stream_{};
};

class zlib_decoder : public decoder {
public:
    explicit zlib_decoder(int window) : allows_members_(window == gzip_window) {
        if (inflateInit2(&stream_, window) != Z_OK)
            throw std::runtime_error("zlib refuses its settings");
    }
    ~zlib_decoder() override { inflateEnd(&stream_); }

    decode_status decode(std::string_view& coded, std::size_t room, std::string& content) override {
        if (is_at_end_) {
            if (coded.empty()) return decode_status::complete;
            if (!allows_members_) return decode_status::malformed;
            inflateReset(&stream_);
            is_at_end_ = false;
        }
        auto rest = coded;
        const auto piece = next_piece(rest);
        const auto size = content.size();
        content.resize(size + room);
        stream_.next_in = input(piece);
        stream_.avail_in = static_cast<uInt>(piece.size());
        stream_.next_out = reinterpret_cast<Bytef*>(content.data() + size);
        stream_.avail_out = static_cast<uInt>(room);
        const int result = inflate(&stream_, Z_NO_FLUSH);
        content.resize(size + room - stream_.avail_out);
        coded.remove_prefix(piece.size() - stream_.avail_in);
        is_at_end_ = result == Z_STREAM_END;
        if (is_at_end_) return decode_status::complete;
        const bool waits = result == Z_OK || result == Z_BUF_ERROR;
        return waits ? decode_status::incomplete : decode_status::malformed;
    }

private:
    z_stream stream_{};
    bool allows_members_;  // one after the other: RFC 1952, section 2.2
    bool is_at_end_ = false;
};

}  // namespace

content_coding gzip_coding() noexcept {
    return {
        "gzip",
        4,
        [](int level) -> std::unique_ptr<encoder> {
            return std::make_unique<zlib_encoder>(level, gzip_window);
        },
        []() -> std::unique_ptr<decoder> { return std::make_unique<zlib_decoder>(gzip_window); }};
}

content_coding deflate_coding() noexcept {
    return {
        "deflate",
        4,
        [](int level) -> std::unique_ptr<encoder> {
            return std::make_unique<zlib_encoder>(level, zlib_window);
        },
        []() -> std::unique_ptr<decoder> { return std::make_unique<zlib_decoder>(zlib_window); }};
}

}  // namespace microfast::middleware
