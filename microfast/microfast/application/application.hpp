/// @file
/// A web application: routes, what they need, and a server for them.
#pragma once

#include <microfast/application/application_options.hpp>
#include <microfast/application/lifespan_runner.hpp>
#include <microfast/application/resolved.hpp>
#include <microfast/application/router.hpp>
#include <microfast/binding/services.hpp>
#include <microfast/middleware/recover.hpp>
#include <microfast/routing/router.hpp>
#include <microfast/server/server_load.hpp>
#include <microfast/server/server_options.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace microfast {

namespace server {
class http_server;
}

/// What a program declares and then runs.
///
///     microfast::application app;
///     app.get("/users/{id}", [](int id) { return find_user(id); });
///     app.run({.bind = "0.0.0.0:8080"});
///
/// Routes are those of a `router`. Its middleware runs around every answer, those to requests that
/// match no route included.
///
/// Thread safety: belongs to one thread; `request_stop` may be called from any while it serves.
/// Errors: a bad pattern, a route that is there already and any change while serving throw `error`.
/// Lifetime: a stopped application may be started again.
class application : public router {
public:
    explicit application(application_options options = {});
    application(const application&) = delete;
    application& operator=(const application&) = delete;
    ~application();

    /// Handlers and dependencies that take `Object&` get this one, which outlives the application.
    /// While it serves that is only for its lifespans.
    template <class Object>
    application& provide(Object& object) {
        services_->provide(&binding::key_of_type<Object>, &object);
        return *this;
    }

    /// Calls another function for a dependency: a fake in a test. It has the same result.
    template <auto Function, class Callable>
    application& override(Callable callable) {
        require_changeable();
        services_->replace(
            &binding::key_of_function<Function>,
            binding::make_resolver<Function>(std::move(callable))
        );
        return *this;
    }

    /// The value of a dependency outside of a request: `co_await app.resolve<&open_session>()`. It
    /// and what it depends on take provided objects and dependencies, nothing of a request.
    template <auto Function>
    [[nodiscard]] task<resolved<typename binding::depends<Function>::value_type>> resolve() {
        return microfast::resolve<Function>(services_);
    }

    /// An `Exception` that leaves a handler is answered with what `callable(exception, request)`
    /// returns, a response. The newest rule for a type goes first.
    template <class Exception, class Callable>
    application& on(Callable callable) {
        require_changeable();
        errors_.on<Exception>(std::move(callable));
        return *this;
    }

    /// Opens and closes what the application needs: `function(application&)` or `function()` is a
    /// coroutine that yields `ready` once. In order before the first request, in the opposite order
    /// after the last one; a failure ends the start, after those before it were closed.
    template <class Function>
    application& lifespan(Function function) {
        if constexpr (std::is_invocable_v<Function&, application&>) {
            add_lifespan([this, function]() mutable { return function(*this); });
        } else {
            add_lifespan(function);
        }
        return *this;
    }

    /// All routes of another application behind a prefix, with its own middleware, dependencies,
    /// lifespans and documents inside of this one's. It outlives this one and does not serve
    /// itself.
    application& mount(std::string prefix, application& other);

    /// The routes of one host: `app.host("api.example.com", api)`. See `routing::router::host`.
    /// There they have documents of their own, behind the same paths as those of this application.
    application& host(std::string name, const router& routes);

    /// What a path means that has a slash too many or too few, and whether case matters in paths.
    application& paths(routing::router_options options);

    /// The path of a named route: `app.url_for("user", {{"id", "7"}})`. Throws `error` for an
    /// unknown name, and for parameters that do not fit.
    [[nodiscard]] std::string url_for(
        std::string_view name, std::initializer_list<routing::url_argument> arguments = {}
    ) const;

    /// Adds what each event loop does before it serves, in the order of the calls. A failure stops
    /// the start.
    application& on_start(server::worker_hook hook);

    /// Adds what each event loop does after its last answer, in the opposite order.
    application& on_stop(server::worker_hook hook);

    /// The OpenAPI 3.1 document of the routes, without those of hosts and mounted applications,
    /// which have their own.
    [[nodiscard]] std::string openapi() const { return openapi(routes(), {}); }

    /// Everything folded into a table, as it is served; without lifespans. For tests that need no
    /// server.
    [[nodiscard]] std::shared_ptr<const routing::router> compile() const;

    /// Serves until SIGTERM, SIGINT or `request_stop`, then answers what was accepted and returns.
    void run(server::server_options options = {});

    /// Serves on threads of its own until `stop`, and leaves signals to the program.
    void start(server::server_options options = {});

    /// Answers what was accepted, then returns. Does nothing if nothing is served.
    void stop();

    /// Begins what `stop` does and does not wait: `run` will return. For handlers and other
    /// threads.
    void request_stop();

    /// How much the server has to do: for metrics. Zeros if nothing is served. From handlers, too.
    [[nodiscard]] server::server_load load() const noexcept;

    /// The port that is served, also if the system chose it. Throws `error` if nothing is served.
    [[nodiscard]] std::uint16_t port() const;

private:
    friend class table_builder;

    struct mounted {
        std::string prefix;
        application* other;
    };
    struct hosted {
        std::string name;
        std::vector<route_definition> routes;
    };

    [[nodiscard]] std::string openapi(
        const std::vector<route_definition>& routes, std::string_view prefix
    ) const;
    void add_lifespan(lifespan_function function);
    [[nodiscard]] std::vector<lifespan_function> all_lifespans() const;
    void require_provided() const;
    void serve(server::server_options options);
    void end_serving(binding::outcome how);

    application_options options_;
    std::shared_ptr<binding::services> services_;
    middleware::recover errors_;
    routing::router_options paths_;
    std::vector<mounted> mounted_;
    std::vector<hosted> hosted_;
    std::vector<lifespan_function> lifespans_;
    std::vector<server::worker_hook> start_hooks_;
    std::vector<server::worker_hook> stop_hooks_;  // the last to be added comes first
    std::chrono::milliseconds close_deadline_{};
    lifespan_runner runner_;
    std::shared_ptr<const routing::router> table_;  // null unless serving
    std::unique_ptr<server::http_server> server_;   // null unless serving
};

}  // namespace microfast
