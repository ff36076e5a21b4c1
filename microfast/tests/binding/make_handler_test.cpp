#include <microfast/binding/make_handler.hpp>
#include <microfast/core/error.hpp>
#include <microfast/net/awaitable_task.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "allocation_count.hpp"
#include "binding/handling.hpp"

namespace microfast::binding {

namespace {

using http::json;
using http::request;
using http::response;

/// What a callable answers on "/{id}" with 7.
template <class Callable>
response answer_of_seven(Callable callable) {
    sample incoming{"GET /7"};
    incoming.with_parameter("id", "7");
    return answer_of(incoming, std::move(callable));
}

template <class Callable>
http::handler handler_of(Callable callable) {
    return make_handler(std::make_shared<const Callable>(std::move(callable)));
}

std::string free_function(request& incoming) {
    return "free " + std::string(incoming.parameter("id"));
}

TEST(make_handler, answers_text_with_text) {
    for (const auto& answer : {
             answer_of([] { return "hello"; }),
             answer_of([] { return std::string("hello"); }),
             answer_of([] { return std::string_view("hello"); }),
         }) {
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "hello");
        EXPECT_EQ(answer.headers.find("Content-Type"), "text/plain; charset=utf-8");
    }
}

TEST(make_handler, answers_json_with_json) {
    const auto answer = answer_of([] { return json{{"a", 1}}; });
    EXPECT_EQ(answer.body, R"({"a":1})");
    EXPECT_EQ(answer.headers.find("Content-Type"), "application/json");
}

TEST(make_handler, answers_a_response_with_itself) {
    const auto answer = answer_of([] { return http::problem(404, "gone"); });
    EXPECT_EQ(answer.status, 404);
}

TEST(make_handler, hands_the_request_to_whoever_takes_it) {
    EXPECT_EQ(
        answer_of_seven([](request& incoming) { return incoming.parameter("id"); }).body, "7"
    );
    EXPECT_EQ(
        answer_of_seven([](const request& incoming) { return incoming.parameter("id"); }).body, "7"
    );
    EXPECT_EQ(answer_of_seven(&free_function).body, "free 7");
}

TEST(make_handler, runs_tasks_to_their_end) {
    EXPECT_EQ(answer_of([]() -> task<std::string> { co_return "text"; }).body, "text");
    EXPECT_EQ(answer_of([]() -> task<json> { co_return json{{"a", 1}}; }).body, R"({"a":1})");
    EXPECT_EQ(
        answer_of([](request&) -> task<response> { co_return http::text("made", 201); }).status, 201
    );
}

TEST(make_handler, keeps_the_captures_of_a_coroutine_alive) {
    const auto shared = std::make_shared<std::string>("captured, and longer than a short string");
    EXPECT_EQ(answer_of([shared]() -> task<std::string> { co_return *shared; }).body, *shared);
}

TEST(make_handler, sets_exactly_one_function) {
    const auto plain = handler_of([] { return ""; });
    EXPECT_TRUE(plain.plain != nullptr && plain.coroutine == nullptr);
    const auto coroutine = handler_of([]() -> task<std::string> { co_return ""; });
    EXPECT_TRUE(coroutine.plain == nullptr && coroutine.coroutine != nullptr);
    EXPECT_TRUE(plain.attempt == nullptr && coroutine.attempt == nullptr);
}

TEST(make_handler, puts_an_attempt_before_a_coroutine) {
    const auto handler = handler_of(at_once_or{
        [](request& incoming, response& answer) {
            if (incoming.parameter("id") != "7") return false;
            answer.set_text("at once");
            return true;
        },
        []() -> task<std::string> { co_return "awaited"; },
    });
    request incoming;
    incoming.add_parameter("id", "7");
    response answer;
    EXPECT_TRUE(handler.plain == nullptr);
    EXPECT_TRUE(handler.attempt(handler.callable.get(), incoming, answer));
    EXPECT_EQ(answer.body, "at once");
    EXPECT_EQ(answer_of(handler, incoming).body, "awaited");
    incoming.clear();
    incoming.add_parameter("id", "8");
    EXPECT_FALSE(handler.attempt(handler.callable.get(), incoming, answer));
}

TEST(make_handler, lets_exceptions_through) {
    request incoming;
    response answer;
    const auto handler = handler_of([]() -> std::string { throw http_error(404, "x"); });
    EXPECT_THROW(handler.plain(handler.callable.get(), incoming, answer), http_error);
}

TEST(make_handler, answers_nothing_with_204_unless_the_response_was_filled) {
    EXPECT_EQ(answer_of([] {}).status, 204);
    EXPECT_EQ(answer_of([]() -> task<void> { co_return; }).status, 204);
    const auto filled = answer_of([](response& answer) { answer.set_text("filled"); });
    EXPECT_EQ(filled.status, 200);
    EXPECT_EQ(filled.body, "filled");
}

TEST(make_handler, keeps_the_status_and_the_fields_that_a_handler_sets) {
    const auto answer = answer_of([](response& made) {
        made.status = 203;
        made.headers.set("X-Own", "1");
        return "text";
    });
    EXPECT_EQ(answer.status, 203);
    EXPECT_EQ(answer.headers.find("X-Own"), "1");
    EXPECT_EQ(answer.body, "text");
}

struct point {
    int x = 0;
    double y = 0;
};

TEST(make_handler, allocates_nothing_for_a_plain_handler) {
    sample incoming{"GET /7?n=5"};
    incoming.with_parameter("id", "7");
    route_binding route;
    route.names = std::make_shared<const std::vector<std::string>>(incoming.names());
    const auto handler = [](int id, query<"n", int> n, query<"m", std::optional<int>>) {
        return point{id, *n / 2.0};
    };
    const auto made = make_handler(std::make_shared<const decltype(handler)>(handler), route);
    response answer;
    made.plain(made.callable.get(), incoming.request(), answer);  // the memory that is kept
    answer.clear();
    const auto before = allocation_count();
    made.plain(made.callable.get(), incoming.request(), answer);
    EXPECT_EQ(allocation_count(), before);
    EXPECT_EQ(answer.body, R"({"x":7,"y":2.5})");
}

class store {
public:
    [[nodiscard]] std::string find(int id) const { return "item " + std::to_string(id); }
};

TEST(make_handler, calls_members_of_an_object) {
    const store items;
    EXPECT_EQ(answer_of_seven(bind_member(&store::find, items)).body, "item 7");
}

TEST(make_handler, runs_coroutines_of_asio) {
    net::event_loop loop;
    const auto handler = handler_of([]() -> asio::awaitable<std::string> { co_return "asio"; });
    sample incoming{"GET /"};
    response answer;
    const auto work =
        [](const http::handler& called, request& from, response& into, net::event_loop& stops
        ) -> task<void> {
        co_await called.coroutine(called.callable.get(), from, into);
        stops.stop();
    };
    loop.spawn(work(handler, incoming.request(), answer, loop));
    loop.run();
    EXPECT_EQ(answer.body, "asio");
}

}  // namespace

}  // namespace microfast::binding
