/// @file
/// Patterns with parameters, arranged so that looking up a path walks it once.
#pragma once

#include <microfast/http/request.hpp>
#include <microfast/routing/method_routes.hpp>
#include <microfast/routing/pattern.hpp>

#include <memory>
#include <string_view>

namespace microfast::routing {

/// What a search found, and which methods the patterns that match the path have.
struct trie_match {
    const route* found = nullptr;
    http::method_set allowed;
};

/// A trie whose edges are the segments of patterns.
///
///     users ── {id} ── posts ── {post}        /users/{id}/posts/{post}
///       ├───── {name:[a-z]+}                  /users/{name:[a-z]+}
///       └───── me ──── {page}                 /users/me/{page}
///     files ── {path*}                        /files/{path*}
///
/// At each node text is tried before expressions, in the order in which they came, these before
/// `{name}`, and that before `{name*}`. A way that ends without a route of the method is given up
/// for the next one.
///
/// Complexity: O(length) where one way leads on. At worst every node is visited once: there is one
/// way to each, so backtracking cannot multiply. Thread safety: `find` may be called from many
/// threads once nothing is added any more. Source: tries, Knuth, The Art of Computer Programming,
/// volume 3, section 6.3.
class route_trie {
public:
    route_trie();
    route_trie(route_trie&&) noexcept;
    route_trie& operator=(route_trie&&) noexcept;
    ~route_trie();

    /// The routes of a pattern, made if there are none. Patterns that differ only in names share
    /// theirs.
    [[nodiscard]] method_routes& at(const pattern& pattern);

    /// Looks up a method of `path`, which differs from the routing path of `request` at most in its
    /// case and in a slash at its end, and gives the request the parameters of the route that is
    /// found.
    [[nodiscard]] trie_match find(
        http::request& request, http::method method, std::string_view path
    ) const;

private:
    struct node;
    class search;
    std::unique_ptr<node> root_;
};

}  // namespace microfast::routing
