#include <microfast/http/request_context.hpp>
#include <microfast/net/sleep.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <coroutine>
#include <future>
#include <stop_token>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast::server {

namespace {

const routing::route_options cancelled{.cancel_on_disconnect = true};

/// What handlers learn of clients that leave, by a reset or by sending no more.
class client_left : public testing::TestWithParam<void (*)(test_client&)> {
protected:
    client_left() {
        served_.add_coroutine(
            http::method::get,
            "/waits",
            [this](http::request&, http::response&) { return wait(*this); },
            cancelled
        );
        served_.add_coroutine(
            http::method::get,
            "/asks",
            [this](http::request& request, http::response&) { return ask(*this, request); }
        );
        served_.start();
    }

    /// Asks for `path` and leaves when its handler has begun.
    void ask_and_leave(const std::string& path, std::string_view lines = {}) {
        test_client client{served_.port()};
        client.send(get(path, lines));
        begun_.get_future().get();
        GetParam()(client);
        const auto ended = ended_.get_future().wait_for(std::chrono::seconds{20});
        ASSERT_EQ(ended, std::future_status::ready);
    }

    static server_options patient() {
        auto options = test_options();
        options.limits.handler_deadline = std::chrono::hours{1};
        return options;
    }

    std::promise<void> begun_;
    std::promise<void> ended_;
    std::error_code thrown_;
    bool was_told_before_ = true;
    test_server served_{patient()};

private:
    static task<void> wait(client_left& test) {
        test.begun_.set_value();
        try {
            co_await net::sleep_for(std::chrono::hours(24));
        } catch (const std::system_error& failure) {
            test.thrown_ = failure.code();
        }
        test.ended_.set_value();
    }

    static task<void> ask(client_left& test, http::request& request) {
        const auto token = request.context().stop_token();
        test.was_told_before_ = token.stop_requested();
        test.begun_.set_value();
        while (!token.stop_requested())
            co_await net::sleep_for(std::chrono::milliseconds(1));
        test.ended_.set_value();
    }
};

TEST_P(client_left, cancels_what_a_handler_waits_for_if_its_route_says_so) {
    ask_and_leave("/waits");
    EXPECT_EQ(thrown_, std::error_code{asio::error::operation_aborted});
}

TEST_P(client_left, is_told_by_the_stop_token) {
    ask_and_leave("/asks");
    EXPECT_FALSE(was_told_before_);
}

TEST_P(client_left, is_noticed_behind_the_last_request_of_its_connection) {
    ask_and_leave("/waits", "Connection: close\r\n");
    EXPECT_EQ(thrown_, std::error_code{asio::error::operation_aborted});
}

/// A handler that lets another one of its connection end when their client leaves.
struct tandem {
    std::coroutine_handle<> follower;
    std::promise<void> both_wait;

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) { follower = waiting; }
    void await_resume() const noexcept {}
};

task<void> lead(tandem& pair, http::request& request) {
    const std::stop_callback left{request.context().stop_token(), [&] {
                                      if (pair.follower) std::exchange(pair.follower, {}).resume();
                                  }};
    co_await net::sleep_for(std::chrono::milliseconds(30));
}

task<void> follow(tandem& pair) {
    pair.both_wait.set_value();
    co_await pair;
}

TEST_P(client_left, may_end_one_request_while_another_one_is_told) {
    test_server served{patient()};
    tandem pair;
    served.add_coroutine(http::method::get, "/leads", [&](http::request& request, http::response&) {
        return lead(pair, request);
    });
    served.add_coroutine(http::method::get, "/follows", [&](http::request&, http::response&) {
        return follow(pair);
    });
    served.start();
    {
        test_client client{served.port()};
        client.send(get("/leads") + get("/follows"));
        pair.both_wait.get_future().get();
        GetParam()(client);
    }
    test_client other{served.port()};
    other.send(get("/hello"));
    EXPECT_EQ(other.read().body, "hello");
    other.close_sending();
    served.stop();
    EXPECT_FALSE(pair.follower);
}

INSTANTIATE_TEST_SUITE_P(
    both,
    client_left,
    testing::Values(
        [](test_client& client) { client.reset(); },
        [](test_client& client) { client.close_sending(); }
    ),
    [](const auto& instance) { return instance.index == 0 ? "by_reset" : "by_close"; }
);

}  // namespace

}  // namespace microfast::server
