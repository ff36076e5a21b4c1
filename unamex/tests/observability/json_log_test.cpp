#include <unamex/observability/json_log.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <fstream>
#include <thread>
#include <vector>

#include "temporary_directory.hpp"

namespace unamex::observability {
namespace {

class written_log : public testing::Test {
protected:
    [[nodiscard]] std::vector<nlohmann::json> lines() const {
        std::vector<nlohmann::json> read;
        std::ifstream in{file()};
        for (std::string line; std::getline(in, line);)
            read.push_back(nlohmann::json::parse(line));
        return read;
    }
    [[nodiscard]] std::string file() const { return folder / "log"; }

    tests::temporary_directory folder;
};

TEST_F(written_log, holds_a_message_with_its_fields) {
    json_log log{file()};
    log.write(
        log_level::warning, "slow", {{"path", "/v1"}, {"ms", 12}, {"ratio", 0.5}, {"retried", true}}
    );
    const auto line = lines().at(0);
    EXPECT_EQ(line.at("level"), "warning");
    EXPECT_EQ(line.at("message"), "slow");
    EXPECT_EQ(line.at("path"), "/v1");
    EXPECT_EQ(line.at("ms"), 12);
    EXPECT_EQ(line.at("ratio"), 0.5);
    EXPECT_EQ(line.at("retried"), true);
}

TEST_F(written_log, says_when_in_utc_to_the_millisecond) {
    json_log log{file()};
    log.write(log_level::info, "now");
    const auto time = lines().at(0).at("time").get<std::string>();
    EXPECT_EQ(time.size(), std::string_view{"2026-01-31T12:00:00.123Z"}.size());
    EXPECT_EQ(time.substr(0, 2), "20");
    EXPECT_EQ(time.at(10), 'T');
    EXPECT_EQ(time.back(), 'Z');
}

TEST_F(written_log, cannot_be_given_a_forged_line) {
    json_log log{file()};
    const std::string_view forged = "x\"}\n{\"level\":\"info\",\"message\":\"forged\"}\r\n";
    log.write(log_level::info, forged, {{"name", forged}, {forged, "value"}});
    const auto read = lines();
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].at("message"), forged);
    EXPECT_EQ(read[0].at("name"), forged);
    EXPECT_EQ(read[0].at(std::string{forged}), "value");
}

TEST_F(written_log, leaves_out_what_is_below_its_level) {
    json_log log{file(), log_level::warning};
    log.write(log_level::debug, "debug");
    log.write(log_level::info, "info");
    log.write(log_level::error, "error");
    const auto read = lines();
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].at("level"), "error");
}

TEST_F(written_log, writes_numbers_that_json_does_not_know_as_null) {
    json_log log{file()};
    log.write(log_level::info, "odd", {{"ratio", std::numeric_limits<double>::quiet_NaN()}});
    EXPECT_TRUE(lines().at(0).at("ratio").is_null());
}

TEST_F(written_log, takes_in_what_libraries_log) {
    const auto before = spdlog::default_logger();
    {
        json_log log{file()};
        log.become_default();
        spdlog::error("handler of {} failed", "/a\n{\"message\":\"forged\"}");
        spdlog::set_default_logger(before);
    }
    const auto read = lines();
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].at("level"), "error");
    EXPECT_EQ(read[0].at("message"), "handler of /a\n{\"message\":\"forged\"} failed");
}

TEST_F(written_log, does_not_mix_the_lines_of_threads) {
    json_log log{file()};
    const auto write_many = [&] {
        for (int i = 0; i < 200; ++i)
            log.write(log_level::info, std::string(300, 'x'), {{"i", i}});
    };
    std::thread one{write_many};
    std::thread other{write_many};
    one.join();
    other.join();
    EXPECT_EQ(lines().size(), 400U);
}

}  // namespace
}  // namespace unamex::observability
