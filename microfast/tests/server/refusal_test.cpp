#include <microfast/http/request_context.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/net/sleep.hpp>
#include <microfast/routing/refusal.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast::server {

namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

/// What middleware sees of the requests that the server itself refuses.
class refusal : public testing::Test {
protected:
    /// Writes down each answer and marks it.
    struct witness {
        void after(http::request& request, http::response& response) const {
            const auto* context = request.find_context();
            const auto* why = context == nullptr ? nullptr : context->find<routing::refusal>();
            const std::string kind = why == nullptr ? "" : " refused";
            test->note(
                std::string{to_string(request.method())} + " " + std::string{request.target()} +
                " " + std::to_string(response.status) + kind
            );
            response.headers.set("X-Seen", "yes");
        }

        refusal* test;
    };

    void start() {
        served_.emplace(options_);
        served_->add_gate("/wait", waits_);
        served_->add_plain(
            http::method::post,
            "/small",
            [](http::request&, http::response&) {},
            {.body_limit = 4_B}
        );
        served_->surround_own_answers(std::exchange(layers_, {}));
        served_->start();
    }

    answer ask(std::string_view bytes) {
        if (!served_) start();
        test_client client{served_->port()};
        client.send(bytes);
        auto found = client.read();
        EXPECT_TRUE(found.has_line("Connection: close"));
        return found;
    }

    void note(std::string what) {
        const std::lock_guard lock{mutex_};
        seen_.push_back(std::move(what));
    }

    std::vector<std::string> seen() {
        const std::lock_guard lock{mutex_};
        return seen_;
    }

    server_options options_ = test_options();
    std::vector<http::middleware> layers_{middleware::make_middleware(witness{this})};
    gate waits_;
    std::optional<test_server> served_;

private:
    std::mutex mutex_;
    std::vector<std::string> seen_;
};

TEST_F(refusal, of_a_malformed_head_is_seen) {
    EXPECT_TRUE(ask("GET / HTTP/1.1\r\nno colon\r\n\r\n").has_line("X-Seen: yes"));
    EXPECT_EQ(ask("GET  / HTTP/1.1\r\n\r\n").status, 400);
    EXPECT_EQ(ask("GET / HTTP/2.0\r\n\r\n").status, 505);
    EXPECT_THAT(seen(), ElementsAre("GET  400 refused", "GET  400 refused", "GET  505 refused"));
}

TEST_F(refusal, of_a_body_is_seen_with_its_request) {
    EXPECT_EQ(ask(post("/small?q=1", "longer")).status, 413);
    const std::string chunked =
        "POST /small HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(ask(chunked + "6\r\nlonger\r\n").status, 413);
    EXPECT_EQ(ask(chunked + "?").status, 400);
    test_client pieces{served_->port()};
    pieces.send(chunked + "1\r\na\r\n");
    pieces.send("6\r\n");
    pieces.send("longer\r\n");
    EXPECT_EQ(pieces.read().status, 413);
    EXPECT_THAT(
        seen(),
        ElementsAre(
            "POST /small?q=1 413 refused",
            "POST /small 413 refused",
            "POST /small 400 refused",
            "POST /small 413 refused"
        )
    );
}

TEST_F(refusal, of_what_comes_too_slowly_is_seen) {
    options_.limits.header_deadline = milliseconds{30};
    options_.limits.body_grace = milliseconds{30};
    EXPECT_EQ(ask("GET /slow HTTP/1.1\r\n").status, 408);
    EXPECT_EQ(ask("POST /small HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\n").status, 408);
    EXPECT_EQ(seen().back(), "POST /small 408 refused");
    EXPECT_EQ(seen().size(), 2U);
}

TEST_F(refusal, of_what_takes_too_long_is_seen) {
    options_.limits.handler_deadline = milliseconds{30};
    const auto late = ask(get("/wait?q=1"));
    EXPECT_EQ(late.status, 503);
    EXPECT_TRUE(late.has_line("X-Seen: yes"));
    EXPECT_TRUE(late.has_line("Retry-After: 1"));
    EXPECT_THAT(seen(), ElementsAre("GET /wait?q=1 503 refused"));
    waits_.open();
}

TEST_F(refusal, does_not_wait_for_middleware_that_takes_too_long_itself) {
    options_.limits.handler_deadline = milliseconds{30};
    options_.shutdown.deadline = milliseconds{30};
    layers_.push_back(
        middleware::make_middleware([](http::request&, http::response&, http::next&) -> task<void> {
            co_await net::sleep_for(std::chrono::hours(1));
        })
    );
    const auto unseen = ask("GET  / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(unseen.status, 503);
    EXPECT_FALSE(unseen.has_line("X-Seen: yes"));
}

TEST_F(refusal, is_answered_by_middleware_that_waits) {
    layers_.push_back(middleware::make_middleware(
        [](http::request&, http::response&, http::next& inner) -> task<void> {
            co_await net::sleep_for(milliseconds(1));
            co_await inner();
        }
    ));
    const auto found = ask("GET  / HTTP/1.1\r\n\r\n" + get("/hello"));
    EXPECT_EQ(found.status, 400);
    EXPECT_TRUE(found.has_line("X-Seen: yes"));
}

}  // namespace

}  // namespace microfast::server
