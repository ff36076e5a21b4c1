/// @file
/// Which handler answers this host, method and path?
#pragma once

#include <microfast/http/handler.hpp>
#include <microfast/http/method.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/routing/route.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace microfast::routing {

enum class match_outcome : std::uint8_t {
    found,
    not_found,           ///< no pattern matches the path: 404
    method_not_allowed,  ///< a pattern matches, but none of this method: 405 with Allow
    options,             ///< OPTIONS without a route of its own: 204 with Allow
    moved,               ///< a slash too many or too few at the end of the path: 308
};

struct route_match {
    match_outcome outcome = match_outcome::not_found;
    const routing::route* route = nullptr;  ///< never null; one of the router's own if not found
};

/// What a path means that differs from a pattern by a slash at its end.
enum class trailing_slash : std::uint8_t {
    strict,    ///< another path
    redirect,  ///< 308 to the path of the pattern, with the query, unless a route has this path
    ignore,    ///< the same path, unless a route has this one
};

enum class path_case : std::uint8_t {
    sensitive,
    ignored,  ///< for the letters of ASCII in the text of patterns; parameters keep theirs
};

struct router_options {
    routing::trailing_slash trailing_slash = routing::trailing_slash::strict;
    path_case paths = path_case::sensitive;
};

/// A name and a value of a parameter of a URL.
using url_argument = std::pair<std::string_view, std::string_view>;

/// A table of routes.
///
/// A pattern is segments between slashes: text, `{name:regex}` or `{name}` for one non-empty
/// segment, or at its end `{name*}` for the rest of the path. This is also the order of preference,
/// segment by segment; if the preferred way leads nowhere the next one is tried. HEAD is answered
/// by a GET route that has no HEAD beside it. A host with routes of its own has no others.
///
/// Complexity: `find` is one hash probe for a path without parameters that was registered as such.
/// Otherwise O(length) when patterns do not overlap, at worst O(routes x length). No allocation.
/// Thread safety: `find` may be called from many threads once nothing is added any more. Errors:
/// `add` throws `error` for a malformed pattern, for one with more than 16 parameters or a name
/// used twice, for a route that would match exactly what another one matches, which it names, for a
/// name that another route has, and for a handler that streams bodies and is no coroutine.
class router {
public:
    explicit router(router_options options = {});
    router(router&&) noexcept;
    router& operator=(router&&) noexcept;
    ~router();

    /// Gives the route, good as long as this router: what it has beyond these may be set.
    route& add(
        http::method method,
        std::string_view pattern,
        http::handler handler,
        route_options options = {},
        std::string_view name = {}
    );

    /// The routes of a host: "api.example.com", or "*.example.com" for any one label in front of
    /// `example.com`. A host by its name goes before one with a star. Throws `error` for anything
    /// else. The reference is good as long as this router.
    [[nodiscard]] router& host(std::string_view name);

    /// The route of a request, whose parameters and pattern are set if it is found, and whose
    /// `allowed_methods` are set if it is not.
    [[nodiscard]] route_match find(http::request& request) const;

    /// The path of the route of that name, in which the parameters are these, percent-encoded.
    /// Throws `error` for an unknown name, for a parameter that is missing, is too many or does not
    /// match, and for a value that no request can carry there.
    [[nodiscard]] std::string url_for(
        std::string_view name, std::span<const url_argument> arguments
    ) const;

    /// The route of requests that have a `refusal` in their context, which it answers.
    [[nodiscard]] const route& refused() const noexcept;

    /// Replaces the router's own answers (404, 405, OPTIONS, 308, to what is refused), those of its
    /// hosts too, by what `wrap` makes of them: so that middleware runs around them.
    void surround(const std::function<http::handler(http::handler)>& wrap);

private:
    struct table;
    std::unique_ptr<table> table_;
};

/// Answers a request with the problem that its `refusal` says, 503 with Retry-After.
void answer_refused(http::request& request, http::response& answer);

/// Answers a request that found no route: 204 or 405 with its `allowed_methods`, or 404.
void answer_unmatched(const http::request& request, http::response& answer);

}  // namespace microfast::routing
