#include <microfast/http/head_parser.hpp>
#include <microfast/middleware/compress.hpp>
#include <microfast/middleware/onion.hpp>

#include <benchmark/benchmark.h>

#include <string>

namespace {

using namespace microfast;

/// 16 KiB of JSON as an API answers it.
std::string document() {
    std::string text = "[";
    for (int i = 0; text.size() < 16 * 1024; ++i) {
        text += R"({"id":)" + std::to_string(i * 7919 % 10'007) + R"(,"name":"person )" +
                std::to_string(i) + R"(","active":)" + (i % 3 == 0 ? "true" : "false") + "},";
    }
    return text + "null]";
}

/// How long 16 KiB of JSON take, and how much is left of them.
void answer_16_kib(benchmark::State& state, const char* coding) {
    static const std::string text = document();
    http::handler handler;
    handler.plain = [](const void*, http::request&, http::response& answer) {
        answer.set_json_text(text);
    };
    const auto layer = middleware::compress();
    const auto folded = middleware::fold(std::span(&layer, 1), handler);
    const auto bytes =
        "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: " + std::string(coding) + "\r\n\r\n";
    http::request request;
    http::response response;
    std::size_t scanned = 0;
    (void)http::parse_head(bytes, scanned, {}, request.head());
    for (auto _ : state) {
        response.clear();
        folded.plain(folded.callable.get(), request, response);
    }
    state.counters["bytes"] = static_cast<double>(response.body.size());
}

BENCHMARK_CAPTURE(answer_16_kib, identity, "identity");
BENCHMARK_CAPTURE(answer_16_kib, gzip, "gzip");
BENCHMARK_CAPTURE(answer_16_kib, brotli, "br");
BENCHMARK_CAPTURE(answer_16_kib, zstd, "zstd");

}  // namespace
