/// @file
/// Which handler answers this method and path? A hash table of fixed paths and a trie of patterns.
#pragma once

#include <microfast/http/handler.hpp>
#include <microfast/http/method.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/routing/route.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace microfast::routing {

enum class match_outcome : std::uint8_t {
    found,
    not_found,           ///< no pattern matches the path: 404
    method_not_allowed,  ///< a pattern matches, but none of this method: 405 with `allowed`
    options,             ///< OPTIONS without a route of its own: 204 with `allowed`
};

struct route_match {
    match_outcome outcome = match_outcome::not_found;
    const routing::route* route = nullptr;  ///< if found; belongs to the router
    http::method_set allowed;               ///< if not found because of the method
};

/// A table of routes.
///
/// A pattern is segments between slashes: text, `{name}` for one non-empty segment, or at its end
/// `{name*}` for the rest of the path. Text goes before `{name}`, which goes before `{name*}`,
/// segment by segment; if the preferred way leads nowhere the next one is tried. HEAD is answered
/// by a GET route that has no HEAD beside it.
///
/// Complexity: `find` is one hash probe for a path without parameters that was registered as such.
/// Otherwise O(length) when patterns do not overlap, at worst O(routes x length). Thread safety:
/// `find` may be called from many threads once no route is added any more. Errors: `add` throws
/// `error` for a malformed pattern, for one with more than 16 parameters or a name used twice, and
/// for a route that would match exactly what another one matches.
class router {
public:
    router();
    router(router&&) noexcept;
    router& operator=(router&&) noexcept;
    ~router();

    void add(
        http::method method,
        std::string_view pattern,
        http::handler handler,
        route_options options = {}
    );

    /// The route of a request, whose path parameters are set if it is found.
    [[nodiscard]] route_match find(http::request& request) const;

private:
    struct table;
    std::unique_ptr<table> table_;
};

/// Answers a request that found no route: 404, 405 or the answer to OPTIONS.
void answer_unmatched(const route_match& match, http::response& answer);

}  // namespace microfast::routing
