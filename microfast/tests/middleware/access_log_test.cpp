#include <microfast/core/error.hpp>
#include <microfast/middleware/access_log.hpp>
#include <microfast/middleware/onion.hpp>
#include <microfast/middleware/request_id.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

using std::chrono::milliseconds;

class access_log_of : public testing::Test {
protected:
    access_log_options options() {
        access_log_options made;
        made.sink = [this](std::string_view line) { lines.emplace_back(line); };
        made.now = [this] { return now += milliseconds{3}; };
        made.date = [] {
            return std::chrono::sys_days{std::chrono::year{2026} / 1 / 31} +
                   std::chrono::hours{23} + milliseconds{7};
        };
        return made;
    }

    std::vector<std::string> lines;
    std::chrono::steady_clock::time_point now;
};

TEST_F(access_log_of, a_request_tells_everything_in_one_line) {
    exchange one("GET", "/users/7?q=1", "User-Agent: curl/8\r\nX-Request-ID: id-1\r\n");
    one.in.set_client_address(http::ip_address::parse("192.0.2.7").value());
    one.in.set_route_pattern("/users/{id}");
    const std::vector layers{request_id(), access_log(options())};
    one.call(fold(layers, answering("hello")));
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(
        lines[0],
        R"({"time":"2026-01-31T23:00:00.007Z","client":"192.0.2.7","method":"GET",)"
        R"("target":"/users/7?q=1","route":"/users/{id}","status":200,"bytes":5,)"
        R"("duration_us":3000,"user_agent":"curl/8","id":"id-1"})"
    );
}

TEST_F(access_log_of, a_forger_stays_one_line_of_json) {
    exchange one("GET", "/%0A%22%7D", "User-Agent: a\",\"status\":1,\"x\":\"\\\t\xFF\r\n");
    one.call(access_log(options()), answering(""));
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].find('\n'), std::string::npos);
    const auto read = nlohmann::json::parse(lines[0]);
    EXPECT_EQ(read["status"], 200);
    EXPECT_EQ(read["target"], "/%0A%22%7D");
    EXPECT_EQ(read["user_agent"], "a\",\"status\":1,\"x\":\"\\\t\xEF\xBF\xBD");
}

TEST_F(access_log_of, a_long_request_is_cut) {
    exchange one(
        "GET", "/" + std::string(3000, 'a'), "User-Agent: " + std::string(900, 'b') + "\r\n"
    );
    one.call(access_log(options()), answering(""));
    const auto read = nlohmann::json::parse(lines.at(0));
    EXPECT_EQ(read["target"].get<std::string>().size(), 1024U);
    EXPECT_EQ(read["user_agent"].get<std::string>().size(), 256U);
}

TEST_F(access_log_of, a_sample_has_all_errors_and_all_that_was_slow) {
    auto sampled = options();
    sampled.one_in = 1'000'000'000;
    const auto layer = access_log(sampled);
    const auto ask = [&](const http::handler& handler) {
        exchange one("GET", "/");
        one.call(layer, handler);
    };
    for (int i = 0; i < 50; ++i)
        ask(answering("fine"));
    EXPECT_LE(lines.size(), 1U);
    lines.clear();
    ask(plain([](http::request&, http::response& out) { out.set_problem(500, ""); }));
    ask(plain([this](http::request&, http::response&) { now += milliseconds{1000}; }));
    EXPECT_EQ(lines.size(), 2U);
    sampled.one_in = 0;
    EXPECT_THROW((void)access_log(sampled), error);
}

}  // namespace

}  // namespace microfast::middleware
