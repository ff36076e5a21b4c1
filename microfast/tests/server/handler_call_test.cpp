#include <microfast/binding/make_handler.hpp>
#include <microfast/core/error.hpp>

#include <gtest/gtest.h>

#include <string>

#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast::server {

namespace {

/// Serves /half/{how}: answered at once if that is "now".
class attempt : public testing::Test {
protected:
    attempt() {
        const auto now = [](http::request& request, http::response& response) {
            const auto how = request.parameter("how");
            if (how == "refused") throw http_error(http::status::not_found, "not here");
            response.set_text(how == "now" ? "at once" : "to be forgotten");
            return how == "now";
        };
        const auto later = [](http::request& request) -> task<std::string> {
            co_return "awaited " + std::string(request.parameter("how"));
        };
        served_.add(
            http::method::get, "/half/{how}", binding::make_handler(binding::at_once_or{now, later})
        );
        served_.add_gate("/gate", gate_);
        served_.start();
    }

    test_server served_;
    gate gate_;
};

TEST_F(attempt, answers_and_leaves_the_rest_to_the_coroutine) {
    test_client client{served_.port()};
    client.send(get("/half/now") + get("/half/later") + get("/half/now"));
    EXPECT_EQ(client.read().body, "at once");
    EXPECT_EQ(client.read().body, "awaited later");
    EXPECT_EQ(client.read().body, "at once");
}

TEST_F(attempt, is_not_made_behind_a_request_that_waits) {
    test_client client{served_.port()};
    client.send(get("/gate") + get("/half/now"));
    gate_.wait_until_entered();
    gate_.open();
    EXPECT_EQ(client.read().body, "passed");
    EXPECT_EQ(client.read().body, "awaited now");
}

TEST_F(attempt, may_throw_its_answer) {
    test_client client{served_.port()};
    client.send(get("/half/refused") + get("/half/now"));
    EXPECT_EQ(client.read().status, 404);
    EXPECT_EQ(client.read().body, "at once");
}

}  // namespace

}  // namespace microfast::server
