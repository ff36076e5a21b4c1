#include <microfast/core/error.hpp>
#include <microfast/middleware/metrics.hpp>
#include <microfast/middleware/request_counts.hpp>

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

using std::chrono::microseconds;

class metrics_of : public testing::Test {
protected:
    metrics counted{{.now = [this] { return now += microseconds{400}; }}};

    void ask(std::string_view method, const char* route, const http::handler& handler) {
        exchange one(method, "/whatever");
        one.in.set_route_pattern(route);
        one.call(counted.layer(), handler);
    }
    [[nodiscard]] bool tells(const std::string& line) const {
        return counted.to_text().find(line + "\n") != std::string::npos;
    }

    std::chrono::steady_clock::time_point now;
};

TEST_F(metrics_of, requests_are_counted_by_method_route_and_status) {
    ask("GET", "/users/{id}", answering("a"));
    ask("GET", "/users/{id}", answering("b"));
    ask("POST", "", plain([](http::request&, http::response& out) { out.set_problem(404, ""); }));
    EXPECT_TRUE(tells(R"(microfast_requests_total{method="GET",route="/users/{id}",status="200"} 2)"
    ));
    EXPECT_TRUE(tells(R"(microfast_requests_total{method="POST",route="",status="404"} 1)"));
    EXPECT_TRUE(tells("microfast_requests_active 0"));
    EXPECT_TRUE(tells("# TYPE microfast_requests_total counter"));
}

TEST_F(metrics_of, values_of_the_program_are_asked_for_each_time) {
    double level = 1.5;
    counted.watch("tank_litres", "What is in the tank.", [&] { return level; });
    EXPECT_TRUE(tells("# HELP microfast_tank_litres What is in the tank."));
    EXPECT_TRUE(tells("# TYPE microfast_tank_litres gauge"));
    EXPECT_TRUE(tells("microfast_tank_litres 1.5"));
    level = 2;
    EXPECT_TRUE(tells("microfast_tank_litres 2"));
    EXPECT_THROW(counted.watch("no name", "", [] { return 0.0; }), error);
}

TEST_F(metrics_of, durations_fall_into_buckets_that_add_up) {
    ask("GET", "/a", answering("x"));
    ask("GET", "/a", plain([this](http::request&, http::response&) { now += microseconds{1200}; }));
    const std::string name = R"(microfast_request_duration_seconds)";
    const std::string labels = R"({method="GET",route="/a")";
    EXPECT_TRUE(tells(name + "_bucket" + labels + R"(,le="0.00025"} 0)")) << counted.to_text();
    EXPECT_TRUE(tells(name + "_bucket" + labels + R"(,le="0.0005"} 1)"));
    EXPECT_TRUE(tells(name + "_bucket" + labels + R"(,le="0.0025"} 2)"));
    EXPECT_TRUE(tells(name + "_bucket" + labels + R"(,le="+Inf"} 2)"));
    EXPECT_TRUE(tells(name + "_sum" + labels + "} 0.002"));
    EXPECT_TRUE(tells(name + "_count" + labels + "} 2"));
}

TEST_F(metrics_of, the_handler_tells_them_and_counts_itself_as_active) {
    exchange one("GET", "/metrics");
    one.call(counted.layer(), counted.handler());
    EXPECT_EQ(one.field("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_NE(one.out.body.find("microfast_requests_active 1\n"), std::string::npos);
}

TEST_F(metrics_of, labels_are_escaped_and_names_checked) {
    ask("GET", "/a\"\\\n", answering("x"));
    EXPECT_TRUE(tells(R"(microfast_requests_total{method="GET",route="/a\"\\\n",status="200"} 1)"));
    EXPECT_THROW(metrics({.prefix = "a-b"}), error);
    EXPECT_THROW(metrics({.prefix = "1a"}), error);
    EXPECT_THROW(metrics({.prefix = ""}), error);
}

TEST(request_counts, add_up_over_threads) {
    request_counts counts;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&counts] {
            for (int j = 0; j < 1000; ++j) {
                counts.begin();
                counts.end({"/a", http::method::get, 200}, microseconds{j});
            }
            counts.begin();
        });
    }
    for (auto& each : threads)
        each.join();
    const auto sums = counts.add_up();
    ASSERT_EQ(sums.size(), 1U);
    EXPECT_EQ(sums.begin()->second.total, 4000U);
    EXPECT_EQ(sums.begin()->second.sum_us, 4 * 999 * 500);
    EXPECT_EQ(counts.active(), 4);
}

}  // namespace

}  // namespace microfast::middleware
