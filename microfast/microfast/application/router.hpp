/// @file
/// Routes with something in common: a prefix, tags, dependencies, middleware.
#pragma once

#include <microfast/application/route.hpp>
#include <microfast/binding/guard.hpp>
#include <microfast/binding/handler_source.hpp>
#include <microfast/http/method.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace microfast {

/// What all routes of a router have before their own.
struct router_options {
    std::vector<std::string> tags{};
    std::vector<binding::dependency_reference> depends{};
};

/// Typed routes.
///
///     microfast::router users{"/users", {.tags = {"users"}}};
///     users.get("/{id}", [](int id) { return find(id); });
///     app.include(users);
///
/// The first argument of a route is a string literal, which the compiler holds against the
/// handler's arguments: see `binding::route_literal`, and `routing::router` for what a pattern is.
/// A pattern that is made while the program runs is a `runtime_pattern`.
///
/// Errors: a malformed pattern, a route that matches exactly what another one matches, and a name
/// that is used twice throw `error`; the last two when the routes come together. Thread safety:
/// belongs to one thread.
class router {
public:
    explicit router(std::string prefix = {}, router_options options = {});

    /// Adds a route for any method. The functions below are this one for the usual methods.
    template <class Handler>
    microfast::route route(
        http::method method,
        binding::route_literal<std::type_identity_t<Handler>> pattern,
        Handler handler
    ) {
        return add(method, pattern.text(), binding::make_source(std::move(handler)));
    }

    template <class Handler>
    microfast::route get(
        binding::route_literal<std::type_identity_t<Handler>> pattern, Handler handler
    ) {
        return route<Handler>(http::method::get, pattern, std::move(handler));
    }
    template <class Handler>
    microfast::route post(
        binding::route_literal<std::type_identity_t<Handler>> pattern, Handler handler
    ) {
        return route<Handler>(http::method::post, pattern, std::move(handler));
    }
    template <class Handler>
    microfast::route put(
        binding::route_literal<std::type_identity_t<Handler>> pattern, Handler handler
    ) {
        return route<Handler>(http::method::put, pattern, std::move(handler));
    }
    template <class Handler>
    microfast::route patch(
        binding::route_literal<std::type_identity_t<Handler>> pattern, Handler handler
    ) {
        return route<Handler>(http::method::patch, pattern, std::move(handler));
    }
    template <class Handler>
    microfast::route delete_(
        binding::route_literal<std::type_identity_t<Handler>> pattern, Handler handler
    ) {
        return route<Handler>(http::method::delete_, pattern, std::move(handler));
    }

    /// Adds the routes that the other router has now, behind this one's prefix, inside of its
    /// middleware and after its dependencies.
    void include(const router& other);

    /// Middleware around all routes of this router, those to come included. The first is the
    /// outermost; what is added later is inside of it.
    template <class... Layers>
    void use(Layers... layers) {
        (add_layer(middleware::make_middleware(std::move(layers))), ...);
    }

    /// The routes as they are now, with everything that they have from this router.
    [[nodiscard]] std::vector<route_definition> routes() const;

protected:
    /// Throws `error` if nothing can be added now.
    void require_changeable() const;
    void set_serving(bool is_serving) noexcept { is_serving_ = is_serving; }

    [[nodiscard]] const std::vector<http::middleware>& layers() const noexcept { return layers_; }

private:
    microfast::route add(
        http::method method, std::string_view pattern, binding::handler_source source
    );
    void add_layer(http::middleware layer);

    std::string prefix_;
    router_options options_;
    std::vector<http::middleware> layers_;
    bool is_serving_ = false;
    std::vector<std::unique_ptr<route_definition>> own_;  // pointers: a `route` edits one
};

}  // namespace microfast
