#include <tinyorm/core/error.hpp>
#include <tinyorm/core/types.hpp>

#include <gtest/gtest.h>

#include <random>

namespace tinyorm {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST(uuid, reads_what_it_writes) {
    const auto id = parse_uuid("01234567-89ab-CDEF-0123-456789abcdef");
    ASSERT_TRUE(id);
    EXPECT_EQ(to_string(*id), "01234567-89ab-cdef-0123-456789abcdef");
}

TEST(uuid, refuses_every_other_form) {
    for (const auto* text :
         {"",
          "0123456789abcdef0123456789abcdef",
          "01234567-89ab-cdef-0123-456789abcde",
          "01234567-89ab-cdef-0123-456789abcdeg",
          "{1234567-89ab-cdef-0123-456789abcdef",
          "01234567089ab-cdef-0123-456789abcdef"}) {
        EXPECT_FALSE(parse_uuid(text)) << text;
    }
}

TEST(timestamp, is_written_with_six_digits) {
    EXPECT_EQ(
        to_string(timestamp{sys_days{2024y / 2 / 29} + 13h + 5min + 9s + 70us}),
        "2024-02-29 13:05:09.000070"
    );
    EXPECT_EQ(to_string(timestamp{-1us}), "1969-12-31 23:59:59.999999");
}

TEST(timestamp, outside_four_digit_years_is_refused) {
    EXPECT_THROW((void)to_string(timestamp{sys_days{10000y / 1 / 1}}), error);
    EXPECT_THROW((void)to_string(timestamp{sys_days{std::chrono::year{-1} / 12 / 31}}), error);
}

struct timestamp_case {
    const char* text;
    std::optional<timestamp> expected;
};

constexpr timestamp noon = sys_days{2024y / 5 / 17} + 12h;

class timestamp_parsing : public testing::TestWithParam<timestamp_case> {};

TEST_P(timestamp_parsing, follows_the_grammar) {
    EXPECT_EQ(parse_timestamp(GetParam().text), GetParam().expected) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    forms,
    timestamp_parsing,
    testing::Values(
        timestamp_case{"2024-05-17 12:00:00", noon},
        timestamp_case{"2024-05-17T12:00:00Z", noon},
        timestamp_case{"2024-05-17 12:00:00.5", noon + 500ms},
        timestamp_case{"2024-05-17 12:00:00.123456789", noon + 123456us},
        timestamp_case{"2024-05-17 12:00:00+00", noon},
        timestamp_case{"2024-05-17 14:00:00+02", noon},
        timestamp_case{"2024-05-17 08:30:00-03:30", noon},
        timestamp_case{"2024-05-17 12:00:10+00:00:10", noon},
        timestamp_case{"2024-05-17", std::nullopt},
        timestamp_case{"2024-02-30 12:00:00", std::nullopt},
        timestamp_case{"2024-05-17 24:00:00", std::nullopt},
        timestamp_case{"2024-05-17 12:00:00.", std::nullopt},
        timestamp_case{"2024-05-17 12:00:00+", std::nullopt},
        timestamp_case{"2024-05-17 12:00:00 BC", std::nullopt},
        timestamp_case{"infinity", std::nullopt},
        timestamp_case{"", std::nullopt}
    )
);

TEST(timestamp, survives_a_round_trip_through_text) {
    std::mt19937_64 random{7};
    const auto first = timestamp{sys_days{0y / 1 / 1}}.time_since_epoch().count();
    const auto last = timestamp{sys_days{9999y / 12 / 31}}.time_since_epoch().count();
    std::uniform_int_distribution<i64> any_moment{first, last};
    for (int i = 0; i < 2'000; ++i) {
        const timestamp moment{std::chrono::microseconds{any_moment(random)}};
        ASSERT_EQ(parse_timestamp(to_string(moment)), moment) << to_string(moment);
    }
}

}  // namespace
}  // namespace tinyorm
