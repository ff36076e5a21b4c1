// Any bytes as a chunked body: the same verdict and the same data however they are split, within
// the limit, and llhttp decodes what is accepted to the same data.
#include <microfast/http/chunked_decoder.hpp>

#include <llhttp.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;

constexpr byte_count limit{4096};

std::string decode_with_llhttp(std::string_view bytes) {
    llhttp_settings_t settings;
    llhttp_settings_init(&settings);
    settings.on_body = [](llhttp_t* parser, const char* at, std::size_t size) {
        static_cast<std::string*>(parser->data)->append(at, size);
        return 0;
    };
    settings.on_message_complete = [](llhttp_t*) -> int { return HPE_PAUSED; };
    std::string body;
    llhttp_t parser;
    llhttp_init(&parser, HTTP_REQUEST, &settings);
    parser.data = &body;
    constexpr std::string_view head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    llhttp_execute(&parser, head.data(), head.size());
    const auto error = llhttp_execute(&parser, bytes.data(), bytes.size());
    require(error == HPE_PAUSED, "llhttp accepts what is accepted here");
    return body;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::size_t step = 1 + data[0];
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const http::http_limits limits;

    http::chunked_decoder decoder;
    decoder.start(limits, limit);
    std::string whole;
    const auto verdict = decoder.decode(bytes, whole);

    http::chunked_decoder piecewise;
    piecewise.start(limits, limit);
    std::string pieces;
    std::size_t consumed = 0;
    http::chunked_decoder::result last;
    while (consumed < bytes.size() && !last.complete && last.status == 0) {
        last = piecewise.decode(bytes.substr(consumed, step), pieces);
        require(last.consumed <= step, "no more is consumed than was given");
        consumed += last.consumed;
    }
    require(last.complete == verdict.complete, "the verdict does not depend on the split");
    require(last.status == verdict.status, "the status does not depend on the split");
    require(whole.size() <= limit.value, "the limit holds");
    if (!verdict.complete) return 0;
    require(whole == pieces, "the data do not depend on the split");
    require(consumed == verdict.consumed, "the size does not depend on the split");
    // llhttp 8.1 has a grammar of its own for extensions.
    if (bytes.substr(0, consumed).find(';') != std::string_view::npos) return 0;
    require(decode_with_llhttp(bytes.substr(0, consumed)) == whole, "llhttp decodes the same");
    return 0;
}
