#include <api/loop_services.hpp>
#include <api/payloads.hpp>
#include <api/problems.hpp>
#include <api/query_parameters.hpp>
#include <api/search_routes.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/http/status.hpp>
#include <unamex/search/name_index.hpp>

#include <string>
#include <variant>

namespace unamex::api {

namespace {

namespace http = microfast::http;
using search::search_order;

constexpr std::uint64_t default_limit = 10;

search_order order_of(const query_parameters& query) {
    const auto order = query.find("order").value_or("ranked");
    if (order == "ranked") return search_order::ranked;
    if (order == "alphabetical") return search_order::alphabetical;
    throw microfast::http_error(
        http::status::unprocessable_content, "`order` is neither `ranked` nor `alphabetical`"
    );
}

http::response answer_search(
    const services::search_service& service, const http::request& request
) {
    const query_parameters query{request.query_string()};
    const auto prefix = query.find("prefix");
    if (!prefix)
        throw microfast::http_error(http::status::unprocessable_content, "`prefix` is missing");
    const auto cursor = query.find("cursor").value_or("");
    const auto found = service.search({
        .prefix = *prefix,
        .order = order_of(query),
        .limit = query.number(
            "limit", {.least = 1, .most = search::name_index::longest_page}, default_limit
        ),
        .cursor = cursor,
    });
    if (const auto* page = std::get_if<search::search_page>(&found))
        return http::json_text(to_document(*page));
    if (std::holds_alternative<services::bad_prefix>(found)) {
        return make_problem(problem_kind::bad_prefix, "no name can begin with this prefix");
    }
    return make_problem(
        problem_kind::bad_cursor, "this cursor is none that was given out for this search"
    );
}

}  // namespace

void add_search_routes(microfast::application& app) {
    app.get("/v1/search", [](http::request& request) {
        auto& here = loop_services::current();
        const auto started = here.now();
        auto answer = answer_search(here.search(), request);
        here.metrics().search(here.now() - started);
        answer.headers.set("Cache-Control", "no-store");
        return answer;
    });
}

}  // namespace unamex::api
