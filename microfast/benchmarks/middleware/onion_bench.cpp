#include <microfast/http/head_parser.hpp>
#include <microfast/middleware/access_log.hpp>
#include <microfast/middleware/cors.hpp>
#include <microfast/middleware/limit.hpp>
#include <microfast/middleware/metrics.hpp>
#include <microfast/middleware/onion.hpp>
#include <microfast/middleware/request_id.hpp>
#include <microfast/middleware/security_headers.hpp>

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace {

using namespace microfast;

struct nothing {
    http::verdict before(http::request&, http::response&) const { return http::verdict::proceed; }
    void after(http::request&, http::response&) const {}
};

http::handler hello() {
    http::handler made;
    made.plain = [](const void*, http::request&, http::response& answer) {
        answer.set_text("Hello, World!");
    };
    return made;
}

/// How long a plain handler takes with these layers around it.
void call(benchmark::State& state, const std::vector<http::middleware>& layers) {
    const auto handler = middleware::fold(layers, hello());
    const std::string bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    http::request request;
    http::response response;
    for (auto _ : state) {
        std::size_t scanned = 0;
        request.clear();
        response.clear();
        (void)http::parse_head(bytes, scanned, {}, request.head());
        handler.plain(handler.callable.get(), request, response);
        benchmark::DoNotOptimize(response.body.data());
    }
    state.SetItemsProcessed(state.iterations());
}

void no_layer(benchmark::State& state) {
    call(state, {});
}
void five_layers_that_do_nothing(benchmark::State& state) {
    call(state, std::vector(5, middleware::make_middleware(nothing{})));
}
void cors(benchmark::State& state) {
    call(state, {middleware::cors({.origins = {"https://app.example.com"}})});
}
void request_id(benchmark::State& state) {
    call(state, {middleware::request_id()});
}
void security_headers(benchmark::State& state) {
    call(state, {middleware::security_headers()});
}
void limit(benchmark::State& state) {
    call(
        state,
        {middleware::limit({.rate = {.count = 1'000, .window = std::chrono::milliseconds{1}}})}
    );
}
void metrics(benchmark::State& state) {
    call(state, {middleware::metrics().layer()});
}
void access_log(benchmark::State& state) {
    call(state, {middleware::access_log({.sink = [](std::string_view line) {
             benchmark::DoNotOptimize(line.data());
         }})});
}

BENCHMARK(no_layer);
BENCHMARK(five_layers_that_do_nothing);
BENCHMARK(cors);
BENCHMARK(request_id);
BENCHMARK(security_headers);
BENCHMARK(limit);
BENCHMARK(metrics);
BENCHMARK(access_log);

}  // namespace
