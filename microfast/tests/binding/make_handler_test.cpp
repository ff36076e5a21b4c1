#include <microfast/binding/make_handler.hpp>
#include <microfast/core/error.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace microfast::binding {

namespace {

using http::json;
using http::request;
using http::response;

/// Drives a task whose awaits are all ready.
task<void> finish(task<void> work, bool& done) {
    co_await std::move(work);
    done = true;
}

response answer_of(const http::handler& handler, request& incoming) {
    response answer;
    if (handler.plain != nullptr) {
        handler.plain(handler.callable.get(), incoming, answer);
        return answer;
    }
    struct driver {
        struct promise_type {
            driver get_return_object() noexcept { return {}; }
            std::suspend_never initial_suspend() noexcept { return {}; }
            std::suspend_never final_suspend() noexcept { return {}; }
            void return_void() noexcept {}
            void unhandled_exception() { throw; }
        };
    };
    bool done = false;
    const auto drive = [](task<void> work) -> driver { co_await std::move(work); };
    drive(finish(handler.coroutine(handler.callable.get(), incoming, answer), done));
    EXPECT_TRUE(done);
    return answer;
}

template <class Callable>
response answer_of(Callable callable) {
    request incoming;
    incoming.add_parameter("id", "7");
    return answer_of(make_handler(std::move(callable)), incoming);
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
    EXPECT_EQ(answer_of([](request& incoming) { return incoming.parameter("id"); }).body, "7");
    EXPECT_EQ(
        answer_of([](const request& incoming) { return incoming.parameter("id"); }).body, "7"
    );
    EXPECT_EQ(answer_of(&free_function).body, "free 7");
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
    const auto plain = make_handler([] { return ""; });
    EXPECT_TRUE(plain.plain != nullptr && plain.coroutine == nullptr);
    const auto coroutine = make_handler([]() -> task<std::string> { co_return ""; });
    EXPECT_TRUE(coroutine.plain == nullptr && coroutine.coroutine != nullptr);
    EXPECT_TRUE(plain.attempt == nullptr && coroutine.attempt == nullptr);
}

TEST(make_handler, puts_an_attempt_before_a_coroutine) {
    const auto handler = make_handler(at_once_or{
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
    const auto handler = make_handler([]() -> std::string { throw http_error(404, "x"); });
    EXPECT_THROW(handler.plain(handler.callable.get(), incoming, answer), http_error);
}

}  // namespace

}  // namespace microfast::binding
