#include <microfast/core/error.hpp>
#include <microfast/middleware/tracing.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

const std::string sent = "00-0123456789abcdef0123456789abcdee-00f067aa0ba902b7-01";

TEST(trace_context, is_read_and_written_alike) {
    const auto context = parse_traceparent(sent);
    ASSERT_TRUE(context);
    EXPECT_EQ(context->trace_high, 0x0123456789abcdef);
    EXPECT_EQ(context->span, 0x00f067aa0ba902b7);
    EXPECT_TRUE(context->is_sampled);
    EXPECT_EQ(to_traceparent(*context), sent);
    EXPECT_FALSE(parse_traceparent(sent.substr(0, 53) + "02")->is_sampled);
    EXPECT_TRUE(parse_traceparent("cc" + sent.substr(2) + "-later-versions-may-have-more"));
}

TEST(trace_context, is_not_what_is_malformed) {
    const auto with = [](std::size_t position, char byte) {
        auto changed = sent;
        changed[position] = byte;
        return changed;
    };
    const auto all_zero = std::string("00-") + std::string(32, '0') + sent.substr(35);
    const auto no_span = sent.substr(0, 36) + std::string(16, '0') + "-01";
    for (const auto& field : std::vector<std::string>{
             "",
             "00",
             sent.substr(0, 54),
             sent + "-more",
             "cc" + sent.substr(2) + "more",
             "ff" + sent.substr(2),
             with(2, '_'),
             with(35, ' '),
             with(52, '0'),
             with(0, 'g'),
             with(5, 'A'),
             with(54, 'x'),
             all_zero,
             no_span}) {
        EXPECT_FALSE(parse_traceparent(field)) << field;
    }
}

class collecting_sink : public span_sink {
public:
    void record(const finished_span& span) noexcept override {
        spans.push_back(span);
        routes.emplace_back(span.route);
    }
    std::vector<finished_span> spans;
    std::vector<std::string> routes;
};

class tracing_of : public testing::Test {
protected:
    tracing_options options() {
        tracing_options made;
        made.sink = sink;
        made.now = [this] { return now += std::chrono::milliseconds{5}; };
        return made;
    }
    /// The place in its trace that the handler sees.
    trace_context ask(const http::middleware& layer, const std::string& fields) {
        exchange one("GET", "/users/7", fields);
        one.in.set_route_pattern("/users/{id}");
        one.call(layer, answering("ok"));
        return *trace_of(one.in);
    }

    std::shared_ptr<collecting_sink> sink = std::make_shared<collecting_sink>();
    std::chrono::steady_clock::time_point now;
};

TEST_F(tracing_of, a_request_goes_on_with_the_trace_of_its_parent) {
    const auto context = ask(tracing(options()), "traceparent: " + sent + "\r\n");
    EXPECT_EQ(context.trace_low, 0x0123456789abcdee);
    EXPECT_NE(context.span, 0x00f067aa0ba902b7);
    ASSERT_EQ(sink->spans.size(), 1U);
    EXPECT_EQ(sink->spans[0].context, context);
    EXPECT_EQ(sink->spans[0].parent, 0x00f067aa0ba902b7);
    EXPECT_EQ(sink->spans[0].status, 200);
    EXPECT_EQ(sink->spans[0].duration, std::chrono::milliseconds{5});
    EXPECT_EQ(sink->routes[0], "/users/{id}");
}

TEST_F(tracing_of, a_request_without_a_parent_begins_a_trace) {
    const auto layer = tracing(options());
    const auto one = ask(layer, ""), other = ask(layer, "traceparent: nonsense\r\n");
    EXPECT_NE(one.trace_low, other.trace_low);
    EXPECT_TRUE(one.is_sampled);
    EXPECT_EQ(sink->spans.at(0).parent, 0U);
}

TEST_F(tracing_of, sampling_is_decided_once_for_a_trace) {
    auto rarely = options();
    rarely.one_in = 1'000'000'000;
    const auto layer = tracing(rarely);
    for (int i = 0; i < 20; ++i)
        (void)ask(layer, "");
    EXPECT_LE(sink->spans.size(), 1U);
    sink->spans.clear();
    (void)ask(layer, "traceparent: " + sent + "\r\n");
    EXPECT_EQ(sink->spans.size(), 1U);
    (void)ask(layer, "traceparent: " + sent.substr(0, 54) + "0\r\n");
    EXPECT_EQ(sink->spans.size(), 1U);
    EXPECT_THROW((void)tracing({}), error);
    rarely.one_in = 0;
    EXPECT_THROW((void)tracing(rarely), error);
}

}  // namespace

}  // namespace microfast::middleware
