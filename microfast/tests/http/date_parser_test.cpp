#include <microfast/http/date.hpp>
#include <microfast/http/date_parser.hpp>

#include <gtest/gtest.h>

#include <random>

namespace microfast::http {

namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr sys_seconds in_2026{seconds{1'793'000'000}};
constexpr sys_seconds example{seconds{784'111'777}};

TEST(date_parser, reads_all_three_formats) {
    EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT", in_2026), example);
    EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", in_2026), example);
    EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994", in_2026), example);
    EXPECT_EQ(
        parse_http_date("Wed Nov 16 08:49:37 1994", in_2026), example + std::chrono::days{10}
    );
}

TEST(date_parser, reads_a_year_of_two_digits_as_at_most_fifty_years_ahead) {
    const auto year_of = [](std::string_view text) {
        const auto time = parse_http_date(text, in_2026);
        const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(*time));
        return static_cast<int>(date.year());
    };
    EXPECT_EQ(year_of("Sunday, 06-Nov-26 08:49:37 GMT"), 2026);
    EXPECT_EQ(year_of("Sunday, 06-Nov-76 08:49:37 GMT"), 2076);
    EXPECT_EQ(year_of("Sunday, 06-Nov-77 08:49:37 GMT"), 1977);
}

TEST(date_parser, reads_leap_days_and_leap_seconds) {
    EXPECT_TRUE(parse_http_date("Tue, 29 Feb 2000 00:00:00 GMT", in_2026));
    EXPECT_EQ(
        parse_http_date("Sat, 31 Dec 2016 23:59:60 GMT", in_2026),
        parse_http_date("Sun, 01 Jan 2017 00:00:00 GMT", in_2026)
    );
}

TEST(date_parser, refuses_everything_else) {
    for (const auto* const text :
         {"",
          " Sun, 06 Nov 1994 08:49:37 GMT",
          "Sun, 06 Nov 1994 08:49:37 GMT ",
          "Sun, 06 Nov 1994 08:49:37",
          "Sun, 06 Nov 1994 08:49:37 UTC",
          "Sun, 06 Nov 1994 08:49:37 +0000",
          "sun, 06 Nov 1994 08:49:37 GMT",
          "Sun, 06 nov 1994 08:49:37 GMT",
          "Sun, 6 Nov 1994 08:49:37 GMT",
          "Son, 06 Nov 1994 08:49:37 GMT",
          "Sun, 06 Nov 94 08:49:37 GMT",
          "Sun, 31 Nov 1994 08:49:37 GMT",
          "Sun, 29 Feb 1900 08:49:37 GMT",
          "Sun, 00 Nov 1994 08:49:37 GMT",
          "Sun, 06 Nov 1994 24:00:00 GMT",
          "Sun, 06 Nov 1994 08:60:37 GMT",
          "Sun, 06 Nov 1994 08:49:61 GMT",
          "Sun, 06 Nov 1994 08:49:3 GMT",
          "Sun, 06 Nov 1994 -8:49:37 GMT",
          "Sun, +6 Nov 1994 08:49:37 GMT",
          "Sun, 06-Nov-94 08:49:37 GMT",
          "Sunday, 06-Nov-1994 08:49:37 GMT",
          "Sun Nov 6 08:49:37 1994",
          "Sun Nov  6 08:49:37 1994 GMT",
          "784111777",
          "0"}) {
        EXPECT_FALSE(parse_http_date(text, in_2026)) << text;
    }
}

TEST(date_parser, reads_what_we_write) {
    std::mt19937_64 random(11);
    for (int round = 0; round < 2'000; ++round) {
        const sys_seconds time{seconds{static_cast<long>(random() % 253'402'300'800)}};
        EXPECT_EQ(parse_http_date(to_http_date(time), in_2026), time) << to_http_date(time);
    }
}

}  // namespace

}  // namespace microfast::http
