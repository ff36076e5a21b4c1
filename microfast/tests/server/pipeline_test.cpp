#include <microfast/http/request_context.hpp>
#include <microfast/server/pipeline.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "server/test_environment.hpp"

namespace microfast::server {

namespace {

using http::connection_after;
using http::method;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class pipeline : public testing::Test {
protected:
    pipeline() {
        route_.handler.callable = std::shared_ptr<const void>{std::shared_ptr<void>{}, &called_};
        route_.handler.plain =
            [](const void* callable, http::request& request, http::response& response) {
                const auto* const called = static_cast<const std::vector<method>*>(callable);
                const_cast<std::vector<method>*>(called)->push_back(request.method());
                response.set_text("called");
            };
    }

    exchange& add(method of, exchange_state state, std::string_view text = {}) {
        exchange& added = environment_.shared.exchanges.take();
        added.request.head().method = of;
        added.state = state;
        added.since = environment_.loop.now();
        added.route = state == exchange_state::answered ? nullptr : &route_;
        added.response.set_text(text);
        waiting_.append(added);
        return added;
    }

    connection_after advance(connection_after after_all = connection_after::keep_open) {
        return waiting_.advance(after_all, sending_);
    }

    std::vector<method> called_;
    routing::route route_;
    test_environment environment_;
    socket_pair sockets_;
    outbox sending_{environment_.shared, sockets_.ours};
    std::string& output_ = environment_.shared.output;
    server::pipeline waiting_{environment_.shared};
};

TEST_F(pipeline, answers_in_the_order_of_the_requests) {
    exchange& first = add(method::get, exchange_state::running, "first");
    add(method::get, exchange_state::answered, "second");
    static_cast<void>(advance());
    EXPECT_EQ(output_, "");
    first.state = exchange_state::answered;
    static_cast<void>(advance());
    EXPECT_LT(output_.find("first"), output_.find("second"));
    EXPECT_THAT(output_, HasSubstr("second"));
    EXPECT_TRUE(waiting_.is_empty());
}

TEST_F(pipeline, starts_safe_requests_beside_each_other_and_others_alone) {
    exchange& first = add(method::get, exchange_state::running);
    add(method::get, exchange_state::waiting);
    add(method::post, exchange_state::waiting);
    add(method::head, exchange_state::waiting);
    static_cast<void>(advance());
    EXPECT_THAT(called_, ElementsAre(method::get));
    first.state = exchange_state::answered;
    static_cast<void>(advance());
    EXPECT_THAT(called_, ElementsAre(method::get, method::post, method::head));
}

TEST_F(pipeline, starts_nothing_beside_an_unsafe_request) {
    add(method::post, exchange_state::running);
    add(method::get, exchange_state::waiting);
    static_cast<void>(advance());
    EXPECT_THAT(called_, IsEmpty());
}

TEST_F(pipeline, says_close_with_the_answer_that_leaves_nothing_behind_it) {
    add(method::get, exchange_state::answered, "first");
    add(method::get, exchange_state::answered, "second");
    EXPECT_EQ(advance(connection_after::close), connection_after::close);
    const auto second = output_.find("HTTP/1.1", 1);
    EXPECT_THAT(output_.substr(0, second), Not(HasSubstr("Connection: close")));
    EXPECT_THAT(output_.substr(second), HasSubstr("Connection: close"));
}

TEST_F(pipeline, says_close_with_an_answer_that_closes) {
    add(method::get, exchange_state::answered).closes = true;
    EXPECT_EQ(advance(), connection_after::close);
    EXPECT_THAT(output_, HasSubstr("Connection: close"));
    EXPECT_EQ(advance(), connection_after::keep_open);  // has written nothing
}

TEST_F(pipeline, says_continue_when_the_turn_of_the_request_has_come) {
    exchange& first = add(method::get, exchange_state::running, "first");
    add(method::post, exchange_state::receiving_body).needs_continue = true;
    static_cast<void>(advance());
    EXPECT_EQ(output_, "");
    first.state = exchange_state::answered;
    static_cast<void>(advance());
    EXPECT_TRUE(output_.ends_with("firstHTTP/1.1 100 Continue\r\n\r\n"));
    output_.clear();
    static_cast<void>(advance());
    EXPECT_EQ(output_, "");
}

TEST_F(pipeline, is_full_of_requests_or_of_their_bodies) {
    environment_.options.limits.pipelined_requests = 2;
    environment_.options.limits.pipelined_bodies = 100_B;
    add(method::get, exchange_state::running);
    EXPECT_FALSE(waiting_.is_full());
    exchange& second = add(method::get, exchange_state::receiving_body);
    EXPECT_FALSE(waiting_.is_full());  // the rest of that body must be read
    second.state = exchange_state::answered;
    EXPECT_TRUE(waiting_.is_full());
    waiting_.drop_all();
    EXPECT_FALSE(waiting_.is_full());
    add(method::get, exchange_state::running);
    waiting_.count_body(99);
    EXPECT_FALSE(waiting_.is_full());
    waiting_.count_body(1);
    EXPECT_TRUE(waiting_.is_full());
    waiting_.drop_all();
    EXPECT_FALSE(waiting_.is_full());
    EXPECT_TRUE(waiting_.is_empty());
}

TEST_F(pipeline, refuses_a_request_whose_body_will_not_come_in_its_turn) {
    exchange& first = add(method::get, exchange_state::running, "first");
    add(method::post, exchange_state::receiving_body).needs_continue = true;
    waiting_.refuse_last(413);
    static_cast<void>(advance());
    EXPECT_EQ(output_, "");
    first.state = exchange_state::answered;
    EXPECT_EQ(advance(), connection_after::close);
    EXPECT_LT(output_.find("first"), output_.find("HTTP/1.1 413 "));
    EXPECT_THAT(output_, HasSubstr("HTTP/1.1 413 "));
    EXPECT_THAT(output_, Not(HasSubstr("100 Continue")));
}

TEST_F(pipeline, earns_time_for_a_body_with_its_bytes) {
    environment_.options.limits.minimum_body_rate = 1_KiB;
    EXPECT_EQ(waiting_.body_deadline(), server::pipeline::time_point::max());
    const exchange& receiving = add(method::post, exchange_state::receiving_body);
    const auto grace = receiving.since + environment_.options.limits.body_grace;
    EXPECT_EQ(waiting_.body_deadline(), grace);
    waiting_.count_body(2048);
    EXPECT_EQ(waiting_.body_deadline(), grace + std::chrono::seconds{2});
}

TEST_F(pipeline, has_a_deadline_for_the_handler_everybody_waits_for) {
    EXPECT_EQ(waiting_.handler_deadline(), server::pipeline::time_point::max());
    const exchange& first = add(method::get, exchange_state::running);
    EXPECT_EQ(
        waiting_.handler_deadline(), first.since + environment_.options.limits.handler_deadline
    );
}

TEST_F(pipeline, leaves_running_handlers_behind_as_orphans) {
    exchange& running = add(method::get, exchange_state::running);
    add(method::get, exchange_state::running);
    add(method::get, exchange_state::answered);
    waiting_.drop_all();
    EXPECT_TRUE(waiting_.is_empty());
    EXPECT_EQ(environment_.shared.exchanges.orphans(), 2U);
    environment_.shared.exchanges.give_back(running);
    EXPECT_EQ(environment_.shared.exchanges.orphans(), 1U);
}

TEST_F(pipeline, tells_everybody_that_the_client_has_left_whoever_goes_then) {
    exchange& first = add(method::get, exchange_state::running);
    exchange& second = add(method::get, exchange_state::running);
    exchange& third = add(method::get, exchange_state::running);
    const auto third_knows = third.request.context().stop_token();
    const std::stop_callback goes_on{first.request.context().stop_token(), [&] {
                                         first.state = exchange_state::answered;
                                         second.state = exchange_state::answered;
                                         static_cast<void>(advance());  // ends both
                                     }};
    waiting_.tell_client_left();
    EXPECT_TRUE(third_knows.stop_requested());
    EXPECT_EQ(&waiting_.last(), &third);
}

TEST_F(pipeline, starts_no_coroutine_beside_too_many_orphans) {
    environment_.options.connections.orphaned_handlers = 1;
    add(method::get, exchange_state::running);
    waiting_.drop_all();
    route_.handler.coroutine = [](const void*, http::request&, http::response&) -> task<void> {
        ADD_FAILURE() << "was called";
        co_return;
    };
    add(method::get, exchange_state::waiting);
    static_cast<void>(advance());  // a plain handler runs nevertheless
    EXPECT_THAT(output_, HasSubstr("called"));
    output_.clear();
    route_.handler.plain = nullptr;
    add(method::get, exchange_state::waiting);
    EXPECT_EQ(advance(), connection_after::keep_open);
    EXPECT_THAT(output_, HasSubstr("HTTP/1.1 503 "));
    EXPECT_THAT(output_, HasSubstr("\r\nRetry-After: 1\r\n"));
}

}  // namespace

}  // namespace microfast::server
