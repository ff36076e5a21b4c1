#include <microfast/application/application.hpp>
#include <microfast/core/error.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/sleep.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <cctype>
#include <chrono>
#include <csignal>
#include <future>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/test_client.hpp"

namespace microfast {

namespace {

server::server_options one_worker() {
    server::server_options options;
    options.bind = "127.0.0.1:0";
    options.workers = 1;
    options.shutdown.idle_grace = std::chrono::milliseconds{10};
    return options;
}

server::answer fetch(std::uint16_t port, std::string_view path) {
    server::test_client client(port);
    client.send(server::get(path));
    return client.read();
}

TEST(application, serves_its_routes) {
    application app;
    app.get("/", [] { return "Hello, World!"; });
    app.post("/", [] { return http::text("made", 201); });
    app.get("/users/{id}", [](http::request& request) { return request.parameter("id"); });
    app.start(one_worker());
    EXPECT_EQ(fetch(app.port(), "/").body, "Hello, World!");
    server::test_client client(app.port());
    client.send(server::post("/", "body"));
    EXPECT_EQ(client.read().status, 201);
    EXPECT_EQ(fetch(app.port(), "/users/7").body, "7");
    EXPECT_EQ(fetch(app.port(), "/nothing").status, 404);
    app.stop();
}

TEST(application, gives_every_method_its_route) {
    application app;
    app.get("/", [] { return "get"; });
    app.post("/", [] { return "post"; });
    app.put("/", [] { return "put"; });
    app.patch("/", [] { return "patch"; });
    app.delete_("/", [] { return "delete"; });
    app.route(http::method::options, "/", [] { return "options"; });
    app.start(one_worker());
    server::test_client client(app.port());
    for (const std::string method : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
        auto expected = method;
        for (auto& letter : expected)
            letter = static_cast<char>(std::tolower(letter));
        client.send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_EQ(client.read().body, expected);
    }
    app.stop();
}

TEST(application, runs_coroutine_handlers_on_the_loop_that_serves_them) {
    application app;
    app.get("/later", []() -> task<std::string> {
        auto& loop = net::event_loop::current();
        co_await net::sleep_for(std::chrono::milliseconds(1));
        co_return loop.is_current() ? "same loop" : "another loop";
    });
    app.start(one_worker());
    EXPECT_EQ(fetch(app.port(), "/later").body, "same loop");
    app.stop();
}

TEST(application, answers_what_a_handler_throws) {
    application app;
    app.get("/refused", []() -> std::string { throw http_error(409, "taken"); });
    app.get("/later", []() -> task<std::string> {
        co_await net::sleep_for(std::chrono::milliseconds(1));
        throw http_error(409, "taken");
    });
    app.get("/broken", []() -> std::string { throw std::runtime_error("the secret"); });
    app.start(one_worker());
    const std::string refused =
        R"({"type":"about:blank","title":"Conflict","status":409,"detail":"taken"})";
    EXPECT_EQ(fetch(app.port(), "/refused").body, refused);
    EXPECT_EQ(fetch(app.port(), "/later").body, refused);
    const auto broken = fetch(app.port(), "/broken");
    EXPECT_EQ(broken.status, 500);
    EXPECT_EQ(
        broken.body, R"({"type":"about:blank","title":"Internal Server Error","status":500})"
    );
    app.stop();
}

TEST(application, runs_start_hooks_in_order_and_stop_hooks_in_the_opposite_order) {
    std::mutex mutex;
    std::vector<std::string> seen;
    const auto note = [&](const char* what) {
        return [&, what](net::event_loop& loop) -> task<void> {
            EXPECT_TRUE(loop.is_current());
            const std::lock_guard lock(mutex);
            seen.emplace_back(what);
            co_return;
        };
    };
    application app;
    app.on_start(note("start 1"))
        .on_start(note("start 2"))
        .on_stop(note("stop 1"))
        .on_stop(note("stop 2"));
    app.start(one_worker());
    EXPECT_EQ(seen, (std::vector<std::string>{"start 1", "start 2"}));
    app.stop();
    EXPECT_EQ(seen, (std::vector<std::string>{"start 1", "start 2", "stop 2", "stop 1"}));
}

TEST(application, does_not_start_when_a_start_hook_fails) {
    application app;
    app.on_start([](net::event_loop&) -> task<void> {
        throw std::runtime_error("no database");
        co_return;
    });
    EXPECT_THROW(app.start(one_worker()), std::runtime_error);
    EXPECT_THROW((void)app.port(), error);
}

TEST(application, runs_hooks_on_every_loop) {
    std::atomic<int> started = 0;
    application app;
    app.on_start([&](net::event_loop&) -> task<void> {
        ++started;
        co_return;
    });
    auto options = one_worker();
    options.workers = 3;
    app.start(options);
    app.stop();
    EXPECT_EQ(started, 3);
}

TEST(application, cannot_be_changed_while_it_serves_but_started_again_after) {
    application app;
    app.get("/", [] { return "a"; });
    app.start(one_worker());
    EXPECT_THROW(app.get("/b", [] { return "b"; }), error);
    EXPECT_THROW(app.start(one_worker()), error);
    app.stop();
    app.stop();
    app.get("/b", [] { return "b"; });
    app.start(one_worker());
    EXPECT_EQ(fetch(app.port(), "/b").body, "b");
    app.stop();
}

/// Runs the application on a thread; the port is there once it serves.
class running_application {
public:
    explicit running_application(application& app) {
        app.on_start([&](net::event_loop&) -> task<void> {
            serving_.set_value(app.port());
            co_return;
        });
        runner_ = std::thread([&] { app.run(one_worker()); });
        port = serving_.get_future().get();
    }
    ~running_application() { runner_.join(); }

    std::uint16_t port = 0;

private:
    std::promise<std::uint16_t> serving_;
    std::thread runner_;
};

TEST(application, run_returns_when_a_handler_asks_for_it) {
    application app;
    app.get("/stop", [&app] {
        app.request_stop();
        return "stopping";
    });
    {
        const running_application running(app);
        EXPECT_EQ(fetch(running.port, "/stop").body, "stopping");
    }
    EXPECT_THROW((void)app.port(), error);
}

TEST(application, run_returns_when_the_process_is_told_to_terminate) {
    application app;
    {
        const running_application running(app);
        std::raise(SIGTERM);
    }
    EXPECT_THROW((void)app.port(), error);
}

}  // namespace

}  // namespace microfast
