#include <microfast/binding/streams.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "binding/handling.hpp"

namespace microfast::binding {

namespace {

struct tick {
    int number = 0;
};

task<void> read_all(http::body_source& source, std::string& into) {
    for (bool has_more = true; has_more;) {
        auto reading = source.read(into);
        has_more = co_await std::move(reading);
    }
}

std::string body_of(const http::response& answer) {
    std::string body;
    run(read_all(*answer.source, body));
    return body;
}

generator<event<tick>> ticks(last_event_id since) {
    event<tick> made;
    made.data = tick{1};
    made.id = since->value_or("none");
    co_yield made;
    made.data.reset();
    made.id.clear();
    made.comment = "alive";
    co_yield made;
}

TEST(streams, send_events) {
    sample from{"GET /", "Last-Event-ID: 41\r\n"};
    const auto answer = answer_of(from, &ticks);
    EXPECT_EQ(answer.headers.find("Content-Type"), "text/event-stream");
    EXPECT_EQ(answer.headers.find("Cache-Control"), "no-cache");
    EXPECT_EQ(body_of(answer), "id: 41\ndata: {\"number\":1}\n\n: alive\n\n");
}

generator<tick> lines(query<"n", int> most) {
    for (int i = 1; i <= *most; ++i)
        co_yield tick{i};
}

TEST(streams, send_lines_of_json) {
    sample from{"GET /?n=2"};
    const auto answer = answer_of(from, &lines);
    EXPECT_EQ(answer.headers.find("Content-Type"), "application/jsonl");
    EXPECT_EQ(body_of(answer), "{\"number\":1}\n{\"number\":2}\n");
    sample wrong{"GET /?n=x"};
    EXPECT_EQ(answer_of(wrong, &lines).status, 422);
}

TEST(streams, send_text_as_it_is) {
    const auto answer = answer_of([]() -> generator<std::string> {
        co_yield "a";
        co_yield "b";
    });
    EXPECT_EQ(body_of(answer), "ab");
}

}  // namespace

}  // namespace microfast::binding
