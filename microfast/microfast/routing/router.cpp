#include <microfast/containers/text_map.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/status.hpp>
#include <microfast/routing/method_routes.hpp>
#include <microfast/routing/pattern.hpp>
#include <microfast/routing/route_trie.hpp>
#include <microfast/routing/router.hpp>

#include <deque>
#include <utility>

namespace microfast::routing {

struct router::table {
    std::deque<route> routes;  // a deque: the maps below point to its elements
    containers::text_map<method_routes> fixed;
    route_trie patterns;
    http::method_set methods;  // of all routes together
};

router::router() : table_(std::make_unique<table>()) {}
router::router(router&&) noexcept = default;
router& router::operator=(router&&) noexcept = default;
router::~router() = default;

void router::add(
    http::method method, std::string_view text, http::handler handler, route_options options
) {
    const auto pattern = parse_pattern(text);
    auto& routes = pattern.is_static() ? table_->fixed.insert(text) : table_->patterns.at(pattern);
    if (const auto* other = routes.find_own(method)) {
        throw error(
            "the route " + std::string(to_string(method)) + " " + std::string(text) +
            " matches exactly what " + other->pattern + " matches"
        );
    }
    table_->routes.push_back(
        {method, std::string(text), pattern.parameter_names(), std::move(handler), options}
    );
    routes.add(table_->routes.back());
    table_->methods.insert(routes.methods());
}

route_match router::find(http::request& request) const {
    const auto method = request.method();
    const auto* fixed = table_->fixed.find(request.head().routing_path);
    const auto* found = fixed == nullptr ? nullptr : fixed->find(method);
    if (found != nullptr) return {match_outcome::found, found, {}};

    if (request.path() == "*") return {match_outcome::options, nullptr, table_->methods};
    auto [dynamic, allowed] = table_->patterns.find(request);
    if (dynamic != nullptr) return {match_outcome::found, dynamic, {}};
    if (fixed != nullptr) allowed.insert(fixed->methods());
    if (allowed.empty()) return {};
    const bool asks = method == http::method::options;
    return {asks ? match_outcome::options : match_outcome::method_not_allowed, nullptr, allowed};
}

void answer_unmatched(const route_match& match, http::response& answer) {
    switch (match.outcome) {
        case match_outcome::found: return;
        case match_outcome::not_found: answer.set_problem(http::status::not_found, {}); return;
        case match_outcome::method_not_allowed:
            answer.set_problem(http::status::method_not_allowed, {});
            answer.headers.set("Allow", to_string(match.allowed));
            return;
        case match_outcome::options:
            answer.status = http::status::no_content;
            answer.headers.set("Allow", to_string(match.allowed));
            return;
    }
}

}  // namespace microfast::routing
