// Any bytes as the pattern of a route and a path: what is accepted can be routed, and a URL made of
// a match leads back to it.
#include <microfast/containers/regex.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/request.hpp>
#include <microfast/routing/pattern.hpp>
#include <microfast/routing/router.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;

/// As a request, routed. False if no route was found.
bool routes(const routing::router& table, std::string_view path) {
    http::request request;
    request.head().method = http::method::get;
    request.head().target = request.head().path = request.head().routing_path = path;
    return table.find(request).outcome == routing::match_outcome::found;
}

void route(std::string_view pattern, std::string_view path) {
    routing::router table;
    try {
        http::handler nothing;
        nothing.plain = [](const void*, http::request&, http::response&) {};
        table.add(http::method::get, pattern, std::move(nothing));
    } catch (const error&) {
        return;  // said why
    }
    const auto parsed = routing::parse_pattern(pattern);
    if (parsed.is_static()) require(routes(table, pattern), "a path without parameters is itself");
    static_cast<void>(routes(table, path));
}

void match(std::string_view expression, std::string_view text) {
    try {
        const containers::regex whole(expression);
        const containers::regex part(expression, {.scope = containers::regex_scope::anywhere});
        require(
            !whole.matches(text) || part.matches(text), "what matches as a whole matches in part"
        );
    } catch (const containers::regex_error& refusal) {
        require(refusal.position() <= expression.size(), "the fault lies in the expression");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto cut = bytes.find('\n');
    if (cut == std::string_view::npos) return 0;
    route(bytes.substr(0, cut), bytes.substr(cut + 1));
    match(bytes.substr(0, cut), bytes.substr(cut + 1));
    return 0;
}
