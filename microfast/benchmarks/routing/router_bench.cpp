#include <microfast/http/head_parser.hpp>
#include <microfast/routing/router.hpp>

#include <benchmark/benchmark.h>

#include <string>

namespace {

using namespace microfast;

/// 300 routes as an API has them: fifty resources with six each.
routing::router api_of_300_routes() {
    routing::router routes;
    for (int i = 0; i < 50; ++i) {
        const auto name = "/api/v1/resource" + std::to_string(i);
        routes.add(http::method::get, name, {});
        routes.add(http::method::post, name, {});
        routes.add(http::method::get, name + "/{id}", {});
        routes.add(http::method::put, name + "/{id}", {});
        routes.add(http::method::get, name + "/{id}/items/{item}", {});
        routes.add(http::method::get, name + "/by-code/{code:[a-z]{2}-[0-9]+}", {});
    }
    return routes;
}

/// How long `find` takes for one target among the 300 routes.
void lookup(benchmark::State& state, const char* target) {
    const auto routes = api_of_300_routes();
    const auto bytes = "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    http::request request;
    std::size_t scanned = 0;
    (void)http::parse_head(bytes, scanned, {}, request.head());
    for (auto _ : state) {
        request.clear_parameters();
        auto match = routes.find(request);
        benchmark::DoNotOptimize(match);
    }
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(lookup, static_route_among_300, "/api/v1/resource25");
BENCHMARK_CAPTURE(lookup, one_parameter_among_300, "/api/v1/resource25/12345");
BENCHMARK_CAPTURE(lookup, two_parameters_among_300, "/api/v1/resource25/12345/items/678");
BENCHMARK_CAPTURE(lookup, expression_among_300, "/api/v1/resource25/by-code/ab-12345");
BENCHMARK_CAPTURE(lookup, nothing_among_300, "/api/v1/resource25/12345/other");

}  // namespace
