/// @file
/// A server with routes that tests need, on a port of its own.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/middleware.hpp>
#include <microfast/routing/router.hpp>
#include <microfast/server/http_server.hpp>

#include <asio/steady_timer.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace microfast::server {

/// Stops a coroutine until the test lets it go on.
class gate {
public:
    /// Waits inside a handler until `open`.
    [[nodiscard]] task<void> pass();

    /// Returns once a handler waits.
    void wait_until_entered() { entered_.get_future().get(); }
    void open();

private:
    std::promise<void> entered_;
    net::event_loop* loop_ = nullptr;
    asio::steady_timer* timer_ = nullptr;  // in the handler's frame
};

using plain_callable = std::function<void(http::request&, http::response&)>;
using coroutine_callable = std::function<task<void>(http::request&, http::response&)>;

/// The options of a test: a free port, one worker, ticks of 10 ms, the poller that the environment
/// asks for.
[[nodiscard]] server_options test_options();

/// Collects routes, then serves them until destroyed.
///
/// Routes it brings along: GET /hello, POST /echo, GET /repeat/{count} (so many bytes), and
/// GET /yield/{rounds}/{text}, which answers `text` after so many trips through the event loop.
class test_server {
public:
    explicit test_server(server_options options = test_options());

    void add_plain(
        http::method method,
        std::string_view pattern,
        plain_callable callable,
        routing::route_options options = {}
    );
    void add_coroutine(
        http::method method,
        std::string_view pattern,
        coroutine_callable callable,
        routing::route_options options = {}
    );

    /// Answers GET with the source that this makes.
    void add_source(
        std::string_view pattern,
        std::function<std::unique_ptr<http::body_source>(http::request&)> make
    );

    /// Calls this on the event loop of the only worker and waits for that, so that what it looks at
    /// belongs to that thread.
    void on_loop(std::function<void()> look);

    void add(http::method method, std::string_view pattern, http::handler handler);
    void add_gate(std::string_view pattern, gate& waits);

    /// Runs these layers, outermost first, around the router's own answers.
    void surround_own_answers(std::vector<http::middleware> layers);

    void start();
    void stop() { server_->stop(); }

    /// Ends it with everything that its handlers and sources own.
    void destroy() { server_.reset(); }
    [[nodiscard]] http_server& server() { return *server_; }
    [[nodiscard]] const http_server& server() const { return *server_; }
    [[nodiscard]] std::uint16_t port() const { return server_->port(); }

private:
    std::shared_ptr<routing::router> router_ = std::make_shared<routing::router>();
    server_options options_;
    std::atomic<net::event_loop*> loop_ = nullptr;  // of the worker that has started last
    std::optional<http_server> server_;
};

}  // namespace microfast::server
