#include <microfast/binding/guard.hpp>
#include <microfast/binding/streams.hpp>
#include <microfast/core/error.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "binding/handling.hpp"

namespace microfast::binding {

namespace {

int one() {
    return 1;
}

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

std::string heartbeat_of(const http::response& answer) {
    std::string sign;
    return answer.source->append_heartbeat(sign) ? sign : "none";
}

TEST(streams, of_events_have_a_sign_of_life) {
    sample from{"GET /"};
    EXPECT_EQ(heartbeat_of(answer_of(from, &ticks)), ":\n\n");
    EXPECT_EQ(heartbeat_of(answer_of([]() -> generator<std::string> { co_yield "a"; })), "none");
    const auto guarded = answer_of([](depends<&one> number) -> generator<event<int>> {
        event<int> made;
        made.data = *number;
        co_yield made;
    });
    EXPECT_EQ(heartbeat_of(guarded), ":\n\n");
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

std::string trace;

/// Writes down when it begins and how it ends.
resource<std::string> opened(query<"name"> name) {
    trace += "open ";
    const auto how = co_yield *name;
    trace += how == outcome::completed ? "completed " : "failed ";
}
struct traced {
    traced() = default;
    traced(traced&& other) noexcept : is_last(std::exchange(other.is_last, false)) {}
    ~traced() {
        if (is_last) trace += "gone ";
    }
    bool is_last = true;
};
traced made() {
    return {};
}

using may_fail = query<"fails", bool, defaults_to<false>>;

generator<std::string> letters(depends<&opened> name, depends<&made> kept, may_fail fails) {
    for (const char letter : *name) {
        if (*fails) throw error("broken");
        trace += kept->is_last ? "letter " : "";
        co_yield std::string(1, letter);
    }
}

TEST(streams, keep_their_dependencies_until_the_last_value) {
    trace.clear();
    sample from{"GET /?name=ab"};
    const auto answer = answer_of(from, &letters);
    EXPECT_EQ(trace, "open ");
    EXPECT_EQ(body_of(answer), "ab");
    EXPECT_EQ(trace, "open letter letter gone completed ");
}

TEST(streams, tell_their_dependencies_of_a_failure) {
    trace.clear();
    sample from{"GET /?name=ab&fails=true"};
    const auto answer = answer_of(from, &letters);
    EXPECT_THROW((void)body_of(answer), error);
    EXPECT_EQ(trace, "open gone failed ");
}

TEST(streams, drop_their_dependencies_where_nobody_reads_them) {
    trace.clear();
    {
        sample from{"GET /?name=ab"};
        const auto answer = answer_of(from, &letters);
    }
    EXPECT_EQ(trace, "open gone ");
}

std::vector<std::string> numbers(depends<&made> /*kept*/) {
    return {"1", "2"};
}
generator<std::string> of_numbers(depends<&numbers> from) {
    for (auto& each : *from)
        co_yield each;
}

TEST(streams, keep_plain_dependencies_too) {
    trace.clear();
    const auto answer = answer_of(&of_numbers);
    EXPECT_EQ(trace, "");
    EXPECT_EQ(body_of(answer), "12");
    EXPECT_EQ(trace, "gone ");
}

TEST(streams, share_dependencies_with_the_guard_of_their_route) {
    trace.clear();
    route_binding route;
    route.services = std::make_shared<services>();
    const auto guarded = guard({dependency<&opened>()}, make_handler(&letters), route);
    sample from{"GET /?name=ab"};
    const auto answer = answer_of(guarded, from.request());
    EXPECT_EQ(trace, "open ");
    EXPECT_EQ(body_of(answer), "ab");
    EXPECT_EQ(trace, "open letter letter gone completed ");
}

}  // namespace

}  // namespace microfast::binding
