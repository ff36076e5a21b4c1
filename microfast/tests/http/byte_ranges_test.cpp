#include <microfast/http/byte_ranges.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <random>
#include <vector>

namespace microfast::http {

namespace {

using enum range_outcome;

struct range_case {
    const char* name;
    const char* field;
    std::uint64_t size;
    range_outcome outcome;
    std::vector<byte_range> ranges;
};

std::ostream& operator<<(std::ostream& out, const range_case& tested) {
    return out << tested.name;
}

class range_table : public testing::TestWithParam<range_case> {};

TEST_P(range_table, is_selected) {
    const auto selected = select_ranges(GetParam().field, GetParam().size);
    EXPECT_EQ(selected.outcome(), GetParam().outcome);
    const auto ranges = selected.ranges();
    EXPECT_EQ(std::vector<byte_range>(ranges.begin(), ranges.end()), GetParam().ranges);
}

const range_case ranges[]{
    {"first_byte", "bytes=0-0", 1000, partial, {{0, 1}}},
    {"beginning", "bytes=0-499", 1000, partial, {{0, 500}}},
    {"rest", "bytes=500-", 1000, partial, {{500, 500}}},
    {"suffix", "bytes=-500", 1000, partial, {{500, 500}}},
    {"suffix_of_nothing", "bytes=-0", 1000, unsatisfiable, {}},
    {"suffix_beyond_size", "bytes=-2000", 1000, partial, {{0, 1000}}},
    {"last_byte", "bytes=999-", 1000, partial, {{999, 1}}},
    {"end_beyond_size", "bytes=990-5000", 1000, partial, {{990, 10}}},
    {"start_beyond_size", "bytes=1000-", 1000, unsatisfiable, {}},
    {"start_beyond_64_bits", "bytes=99999999999999999999999-", 1000, unsatisfiable, {}},
    {"end_beyond_64_bits", "bytes=0-99999999999999999999999", 1000, partial, {{0, 1000}}},
    {"suffix_beyond_64_bits", "bytes=-99999999999999999999999", 1000, partial, {{0, 1000}}},
    {"first_after_last", "bytes=5-4", 1000, whole, {}},
    {"first_after_last_beyond_size", "bytes=2001-2000", 1000, whole, {}},
    {"unit_in_capitals", "BYTES=0-0", 1000, partial, {{0, 1}}},
    {"other_unit", "items=0-0", 1000, whole, {}},
    {"no_unit", "0-0", 1000, whole, {}},
    {"space_in_unit", "bytes =0-0", 1000, whole, {}},
    {"nothing", "", 1000, whole, {}},
    {"no_range", "bytes=", 1000, whole, {}},
    {"only_commas", "bytes=,,", 1000, whole, {}},
    {"only_dash", "bytes=-", 1000, whole, {}},
    {"plus", "bytes=+0-1", 1000, whole, {}},
    {"hex", "bytes=0x0-1", 1000, whole, {}},
    {"negative", "bytes=--1", 1000, whole, {}},
    {"letters", "bytes=a-b", 1000, whole, {}},
    {"space_inside", "bytes=0 -1", 1000, whole, {}},
    {"tail", "bytes=0-1x", 1000, whole, {}},
    {"several", "bytes=0-0, 500-,2-3", 1000, partial, {{0, 1}, {500, 500}, {2, 2}}},
    {"with_holes", "bytes= ,0-0,, 2-2 ,", 1000, partial, {{0, 1}, {2, 1}}},
    {"some_beyond_size", "bytes=5000-,0-0,-0", 1000, partial, {{0, 1}}},
    {"all_beyond_size", "bytes=5000-,6000-", 1000, unsatisfiable, {}},
    {"one_malformed", "bytes=0-0,x", 1000, whole, {}},
    {"touching", "bytes=0-4,5-9", 1000, partial, {{0, 5}, {5, 5}}},
    {"overlapping", "bytes=0-5,5-9", 1000, whole, {}},
    {"twice_the_same", "bytes=0-5,0-5", 1000, whole, {}},
    {"empty_file", "bytes=0-0", 0, unsatisfiable, {}},
    {"suffix_of_empty_file", "bytes=-5", 0, unsatisfiable, {}},
    {"rest_of_empty_file", "bytes=0-", 0, unsatisfiable, {}},
};
INSTANTIATE_TEST_SUITE_P(
    byte_ranges,
    range_table,
    testing::ValuesIn(ranges),
    [](const auto& tested) { return tested.param.name; }
);

TEST(byte_ranges, ignores_more_than_a_handful) {
    const auto field_with = [](std::size_t count) {
        std::string field("bytes=");
        for (std::size_t i = 0; i < count; ++i)
            field += std::to_string(2 * i) + '-' + std::to_string(2 * i) + ',';
        return field;
    };
    const auto allowed = select_ranges(field_with(most_byte_ranges), 1'000'000);
    EXPECT_EQ(allowed.ranges().size(), most_byte_ranges);
    EXPECT_EQ(select_ranges(field_with(most_byte_ranges + 1), 1'000'000).outcome(), whole);
    EXPECT_EQ(select_ranges(field_with(10'000), 1'000'000).outcome(), whole);
}

TEST(byte_ranges, are_inside_the_representation_whatever_was_sent) {
    constexpr std::string_view alphabet = "0123456789-,, =";
    std::mt19937 random(17);
    for (int round = 0; round < 20'000; ++round) {
        std::string field("bytes=");
        for (auto size = random() % 14; size > 0; --size)
            field += alphabet[random() % alphabet.size()];
        const std::uint64_t size = random() % 30;
        const auto selected = select_ranges(field, size);
        ASSERT_EQ(selected.outcome() == partial, !selected.ranges().empty()) << field;
        std::uint64_t sum = 0;
        for (const auto range : selected.ranges()) {
            ASSERT_GT(range.size, 0U) << field;
            ASSERT_LE(range.first + range.size, size) << field;
            sum += range.size;
        }
        ASSERT_LE(sum, size) << field;
    }
}

TEST(byte_ranges, are_written) {
    EXPECT_EQ(to_content_range({500, 734}, 1234), "bytes 500-1233/1234");
    EXPECT_EQ(to_unsatisfied_range(1234), "bytes */1234");
    EXPECT_EQ(
        to_part_head("B", "text/plain", {0, 1}, 2),
        "\r\n--B\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-0/2\r\n\r\n"
    );
    EXPECT_EQ(to_parts_end("B"), "\r\n--B--\r\n");
}

}  // namespace

}  // namespace microfast::http
