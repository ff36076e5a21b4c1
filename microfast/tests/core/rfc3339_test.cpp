#include <microfast/core/error.hpp>
#include <microfast/core/rfc3339.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

namespace microfast {

namespace {

using namespace std::chrono_literals;

struct moment_case {
    std::string_view text;
    std::string_view in_utc;
};

TEST(rfc3339, reads_moments_of_every_offset) {
    for (const auto& [text, in_utc] : {
             moment_case{"2026-11-20T21:45:00Z", "2026-11-20T21:45:00.000Z"},
             moment_case{"2026-11-20t21:45:00z", "2026-11-20T21:45:00.000Z"},
             moment_case{"2026-11-20T21:45:00.5Z", "2026-11-20T21:45:00.500Z"},
             moment_case{"2026-11-20T21:45:00.123456789999Z", "2026-11-20T21:45:00.123Z"},
             moment_case{"2026-11-20T00:30:00+01:00", "2026-11-19T23:30:00.000Z"},
             moment_case{"2026-12-31T23:30:00-01:30", "2027-01-01T01:00:00.000Z"},
             moment_case{"2024-02-29T12:00:00-00:00", "2024-02-29T12:00:00.000Z"},
             moment_case{"1969-12-31T23:59:59.75Z", "1969-12-31T23:59:59.750Z"},
             moment_case{"0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"},
             moment_case{"9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"},
         }) {
        const auto moment = parse_rfc3339(text);
        ASSERT_TRUE(moment.has_value()) << text;
        EXPECT_EQ(to_rfc3339(*moment, 3), in_utc);
    }
}

TEST(rfc3339, refuses_what_is_no_moment) {
    for (const std::string_view text :
         {"",
          "2026-11-20",
          "2026-11-20T21:45:00",
          "2026-11-20 21:45:00Z",
          "2026-11-20T21:45Z",
          "2026-11-20T24:00:00Z",
          "2026-11-20T21:60:00Z",
          "2026-11-20T21:45:60Z",
          "2023-02-29T00:00:00Z",
          "2026-13-01T00:00:00Z",
          "2026-00-01T00:00:00Z",
          "2026-01-00T00:00:00Z",
          "2026-11-20T21:45:00.Z",
          "2026-11-20T21:45:00+0100",
          "2026-11-20T21:45:00+24:00",
          "2026-11-20T21:45:00+01:60",
          "2026-11-20T21:45:00Z ",
          " 2026-11-20T21:45:00Z",
          "2026-11-2OT21:45:00Z",
          "26-11-20T21:45:00Z",
          "2026-11-20T21:45:00,5Z",
          "+026-11-20T21:45:00Z"}) {
        EXPECT_FALSE(parse_rfc3339(text).has_value()) << text;
    }
}

TEST(rfc3339, writes_as_many_digits_as_it_is_told) {
    const utc_moment moment{std::chrono::sys_seconds{1s}, 20'300'004ns};
    EXPECT_EQ(to_rfc3339(moment, 0), "1970-01-01T00:00:01Z");
    EXPECT_EQ(to_rfc3339(moment, 6), "1970-01-01T00:00:01.020300Z");
    EXPECT_EQ(to_rfc3339(moment, 9), "1970-01-01T00:00:01.020300004Z");
}

TEST(rfc3339, writes_no_year_of_five_digits) {
    const utc_moment moment{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}};
    EXPECT_THROW(static_cast<void>(to_rfc3339(moment, 0)), error);
}

TEST(rfc3339, reads_and_writes_dates) {
    const auto leap_day = std::chrono::year{2024} / 2 / 29;
    EXPECT_EQ(parse_date("2024-02-29"), leap_day);
    EXPECT_EQ(to_string(leap_day), "2024-02-29");
    EXPECT_FALSE(parse_date("2023-02-29").has_value());
    EXPECT_FALSE(parse_date("2024-2-29").has_value());
    EXPECT_FALSE(parse_date("2024-02-29T").has_value());
    EXPECT_THROW(static_cast<void>(to_string(std::chrono::year{2023} / 2 / 29)), error);
}

}  // namespace

}  // namespace microfast
