#include <microfast/containers/text_map.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/http/status.hpp>
#include <microfast/routing/host_table.hpp>
#include <microfast/routing/method_routes.hpp>
#include <microfast/routing/other_slash.hpp>
#include <microfast/routing/pattern.hpp>
#include <microfast/routing/refusal.hpp>
#include <microfast/routing/route_trie.hpp>
#include <microfast/routing/router.hpp>
#include <microfast/routing/url.hpp>

#include <deque>
#include <utility>

namespace microfast::routing {

namespace {

http::handler unmatched_handler() {
    http::handler made;
    made.plain = [](const void*, http::request& request, http::response& answer) {
        answer_unmatched(request, answer);
    };
    return made;
}

http::handler refused_handler() {
    http::handler made;
    made.plain = [](const void*, http::request& request, http::response& answer) {
        answer_refused(request, answer);
    };
    return made;
}

http::handler moved_handler() {
    http::handler made;
    made.plain = [](const void*, http::request& request, http::response& answer) {
        redirect_to_other_slash(request, answer);
    };
    return made;
}

/// In small letters, good until the next call on this thread.
std::string_view lowered(std::string_view path) {
    thread_local std::string kept;
    kept.assign(path);
    for (char& byte : kept)
        byte = http::lower(byte);
    return kept;
}

pattern lowered(pattern given) {
    for (auto& segment : given.segments) {
        if (segment.kind == segment_kind::text) segment.text = lowered(segment.text);
    }
    return given;
}

}  // namespace

struct router::table {
    struct named_route {
        const route* named = nullptr;
        pattern path;
    };

    router_options options;
    std::deque<route> routes;  // a deque: the maps below point to its elements
    containers::text_map<method_routes> fixed;
    route_trie patterns;
    containers::text_map<named_route> names;
    host_table<router> hosts;
    http::method_set methods;  // of all routes together
    route unmatched{.handler = unmatched_handler()};
    route moved{.handler = moved_handler()};
    route refused{.handler = refused_handler()};

    /// The route of a path, and what is allowed there if there is none.
    [[nodiscard]] trie_match search(
        http::request& request, http::method method, std::string_view path
    ) const {
        const auto* of_path = fixed.find(path);
        const auto* found = of_path == nullptr ? nullptr : of_path->find(method);
        if (found != nullptr) return {found, {}};
        auto result = patterns.find(request, method, path);
        if (of_path != nullptr) result.allowed.insert(of_path->methods());
        return result;
    }

    [[nodiscard]] static route_match hit(http::request& request, const route& found) noexcept {
        request.set_route_pattern(found.pattern);
        return {match_outcome::found, &found};
    }

    [[nodiscard]] route_match miss(
        http::request& request, http::method_set allowed, std::string_view path
    ) const {
        request.set_allowed_methods(allowed);
        if (allowed.empty()) return {match_outcome::not_found, &unmatched};
        if (request.method() != http::method::options)
            return {match_outcome::method_not_allowed, &unmatched};
        const auto* own = preflight(request, path);
        return {match_outcome::options, own == nullptr ? &unmatched : own};
    }

    /// What the route has for preflights that an OPTIONS request asks about; null if there is none.
    [[nodiscard]] const route* preflight(http::request& request, std::string_view path) const {
        const auto asked = request.header(http::header_name::access_control_request_method);
        if (!asked) return nullptr;
        const auto [found, allowed] = search(request, http::to_method(*asked), path);
        return found == nullptr ? nullptr : found->preflight.get();
    }
};

router::router(router_options options) : table_(std::make_unique<table>()) {
    table_->options = options;
}
router::router(router&&) noexcept = default;
router& router::operator=(router&&) noexcept = default;
router::~router() = default;

route& router::add(
    http::method method,
    std::string_view text,
    http::handler handler,
    route_options options,
    std::string_view name
) {
    const auto given = parse_pattern(text);
    const bool ignores_case = table_->options.paths == path_case::ignored;
    auto& routes = given.is_static() ? table_->fixed.insert(ignores_case ? lowered(text) : text)
                                     : table_->patterns.at(ignores_case ? lowered(given) : given);
    const auto title = std::string(to_string(method)) + " " + std::string(text);
    if (const auto* other = routes.find_own(method)) {
        throw error("the route " + title + " matches exactly what " + other->pattern + " matches");
    }
    if (options.streams_body && handler.coroutine == nullptr) {
        throw error(
            "the route " + title +
            " streams bodies, so its handler must be a coroutine: a plain "
            "one cannot wait for them"
        );
    }
    const auto* namesake = name.empty() ? nullptr : table_->names.find(name);
    if (namesake != nullptr) {
        throw error(
            "the route " + title + " has the name \"" + std::string(name) + "\" of " +
            namesake->named->pattern
        );
    }
    route added{method, std::string(text), given.parameter_names(), std::move(handler)};
    added.name = name;
    added.options = options;
    auto& kept = table_->routes.emplace_back(std::move(added));
    routes.add(kept);
    table_->methods.insert(routes.methods());
    if (!name.empty()) table_->names.insert(name) = {&kept, given};
    return kept;
}

router& router::host(std::string_view name) {
    auto& found = table_->hosts.at(name);
    if (found == nullptr) found = std::make_unique<router>(table_->options);
    return *found;
}

route_match router::find(http::request& request) const {
    if (!table_->hosts.empty()) {
        if (const auto* own = table_->hosts.find(request.authority())) return own->find(request);
    }
    const bool ignores_case = table_->options.paths == path_case::ignored;
    const auto& routing_path = request.head().routing_path;
    const auto path = ignores_case ? lowered(routing_path) : routing_path;
    auto [found, allowed] = table_->search(request, request.method(), path);
    if (found != nullptr) return table::hit(request, *found);

    if (request.path() == "*") return table_->miss(request, table_->methods, path);
    const auto policy = table_->options.trailing_slash;
    if (policy == trailing_slash::strict || !allowed.empty()) {
        return table_->miss(request, allowed, path);
    }
    const auto slashed = with_other_slash(path);
    const auto other = table_->search(request, request.method(), slashed);
    if (other.found == nullptr) return table_->miss(request, other.allowed, slashed);
    if (policy == trailing_slash::ignore) return table::hit(request, *other.found);
    request.clear_parameters();
    if (!may_redirect_to_other_slash(request)) return table_->miss(request, {}, path);
    return {match_outcome::moved, &table_->moved};
}

std::string router::url_for(std::string_view name, std::span<const url_argument> arguments) const {
    const auto* found = table_->names.find(name);
    if (found == nullptr) throw error("no route has the name \"" + std::string(name) + "\"");
    return make_url(found->path, found->named->pattern, arguments);
}

void router::surround(const std::function<http::handler(http::handler)>& wrap) {
    table_->unmatched.handler = wrap(std::move(table_->unmatched.handler));
    table_->moved.handler = wrap(std::move(table_->moved.handler));
    table_->refused.handler = wrap(std::move(table_->refused.handler));
    table_->hosts.for_each([&](router& host) { host.surround(wrap); });
}

const route& router::refused() const noexcept {
    return table_->refused;
}

void answer_refused(http::request& request, http::response& answer) {
    const auto* why = request.context().find<refusal>();
    const int status = why == nullptr ? http::status::bad_request : why->status;
    answer.set_problem(status, why == nullptr ? std::string_view{} : why->detail);
    if (status == http::status::service_unavailable) answer.headers.append("Retry-After", "1");
}

void answer_unmatched(const http::request& request, http::response& answer) {
    const auto allowed = request.allowed_methods();
    if (allowed.empty()) return answer.set_problem(http::status::not_found, {});
    if (request.method() == http::method::options) {
        answer.status = http::status::no_content;
    } else {
        answer.set_problem(http::status::method_not_allowed, {});
    }
    answer.headers.set("Allow", to_string(allowed));
}

}  // namespace microfast::routing
