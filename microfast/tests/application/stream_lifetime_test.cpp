#include <microfast/microfast.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

#include "server/test_client.hpp"

namespace microfast {

namespace {

/// Views into the request of whoever asks.
struct caller {
    std::string_view token;
};
caller current(const request& asked) {
    return {asked.header("X-Token").value_or("nobody")};
}

std::string get_with(std::string_view path, std::string_view token) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nX-Token: " + std::string(token) +
           "\r\n\r\n";
}

struct turns {
    std::atomic<bool> has_begun = false;
    std::atomic<bool> may_go_on = false;
};

generator<std::string> token_twice(depends<&current> who, turns& of) {
    co_yield std::string(who->token);
    of.has_begun = true;
    of.has_begun.notify_all();
    while (!of.may_go_on)
        co_await sleep_for(std::chrono::milliseconds(1));
    co_yield std::string(who->token);
}

TEST(stream_lifetime, keeps_what_dependencies_have_taken_out_of_the_request) {
    turns both;
    application app;
    app.provide(both);
    app.get("/tokens", &token_twice);
    app.get("/other", [](turns& of) { of.may_go_on = true; });
    server::server_options one_worker{.bind = "127.0.0.1:0"};
    one_worker.workers = 1;
    app.start(one_worker);
    server::test_client first(app.port());
    first.send(get_with("/tokens", "first-token"));
    both.has_begun.wait(false);
    server::test_client second(app.port());
    second.send(get_with("/other?", "other-token"));
    EXPECT_EQ(second.read().status, 204);
    EXPECT_EQ(first.read().body, "first-tokenfirst-token");
}

}  // namespace

}  // namespace microfast
