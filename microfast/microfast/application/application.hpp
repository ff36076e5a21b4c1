/// @file
/// A web application: routes, hooks, and a server for them.
#pragma once

#include <microfast/binding/make_handler.hpp>
#include <microfast/http/method.hpp>
#include <microfast/routing/route.hpp>
#include <microfast/server/server_options.hpp>

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace microfast {

namespace routing {
class router;
}
namespace server {
class http_server;
}

/// What a program declares and then runs.
///
///     microfast::application app;
///     app.get("/users/{id}", [](microfast::request& request) { return request.parameter("id"); });
///     app.run({.bind = "0.0.0.0:8080"});
///
/// Handlers are what `binding::make_handler` takes, patterns what `routing::router` takes.
///
/// Thread safety: belongs to one thread; `request_stop` may be called from any while it serves.
/// Errors: a bad pattern, a route that is there already and any change while serving throw `error`.
/// Lifetime: a stopped application may be started again.
class application {
public:
    application();
    application(const application&) = delete;
    application& operator=(const application&) = delete;
    ~application();

    /// Adds a route for any method. The functions below are this one for the usual methods.
    template <class Callable>
    application& route(
        http::method method,
        std::string_view pattern,
        Callable callable,
        routing::route_options options = {}
    ) {
        add(method, pattern, binding::make_handler(std::move(callable)), options);
        return *this;
    }

    template <class Callable>
    application& get(
        std::string_view pattern, Callable callable, routing::route_options options = {}
    ) {
        return route(http::method::get, pattern, std::move(callable), options);
    }
    template <class Callable>
    application& post(
        std::string_view pattern, Callable callable, routing::route_options options = {}
    ) {
        return route(http::method::post, pattern, std::move(callable), options);
    }
    template <class Callable>
    application& put(
        std::string_view pattern, Callable callable, routing::route_options options = {}
    ) {
        return route(http::method::put, pattern, std::move(callable), options);
    }
    template <class Callable>
    application& patch(
        std::string_view pattern, Callable callable, routing::route_options options = {}
    ) {
        return route(http::method::patch, pattern, std::move(callable), options);
    }
    template <class Callable>
    application& delete_(
        std::string_view pattern, Callable callable, routing::route_options options = {}
    ) {
        return route(http::method::delete_, pattern, std::move(callable), options);
    }

    /// Adds what each event loop does before it serves, in the order of the calls. A failure stops
    /// the start.
    application& on_start(server::worker_hook hook);

    /// Adds what each event loop does after its last answer, in the opposite order.
    application& on_stop(server::worker_hook hook);

    /// Serves until SIGTERM, SIGINT or `request_stop`, then answers what was accepted and returns.
    void run(server::server_options options = {});

    /// Serves on threads of its own until `stop`, and leaves signals to the program.
    void start(server::server_options options = {});

    /// Answers what was accepted, then returns. Does nothing if nothing is served.
    void stop();

    /// Begins what `stop` does and does not wait: `run` will return. For handlers and other
    /// threads.
    void request_stop();

    /// The port that is served, also if the system chose it. Throws `error` if nothing is served.
    [[nodiscard]] std::uint16_t port() const;

private:
    void add(
        http::method method,
        std::string_view pattern,
        http::handler handler,
        routing::route_options options
    );

    void require_idle() const;

    std::shared_ptr<routing::router> router_;
    std::vector<server::worker_hook> start_hooks_;
    std::vector<server::worker_hook> stop_hooks_;  // the last to be added comes first
    std::unique_ptr<server::http_server> server_;  // null unless serving
};

}  // namespace microfast
