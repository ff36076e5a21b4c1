#include <tinyorm/core/cell.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tinyorm {
namespace {

cell text(std::string_view content) {
    return {.form = cell_form::text, .data = content.data(), .size = content.size()};
}

cell integer(i64 content) {
    return {.form = cell_form::integer, .integer = content};
}

template <typename T>
T decoded(const cell& from) {
    T target{};
    decode(from, target);
    return target;
}

template <typename T>
error_kind refusal(const cell& from) {
    try {
        (void)decoded<T>(from);
    } catch (const error& refused) {
        return refused.kind();
    }
    throw std::logic_error("the cell was read");
}

TEST(cell, reads_numbers_from_text_and_from_numbers) {
    EXPECT_EQ(decoded<i64>(text("-9223372036854775808")), std::numeric_limits<i64>::min());
    EXPECT_EQ(decoded<i16>(integer(-32768)), -32768);
    EXPECT_EQ(decoded<double>(text("0.1")), 0.1);
    EXPECT_EQ(decoded<double>(integer(3)), 3.0);
    EXPECT_EQ(decoded<double>(text("-Infinity")), -std::numeric_limits<double>::infinity());
    EXPECT_TRUE(std::isnan(decoded<double>(text("NaN"))));
}

TEST(cell, refuses_numbers_that_do_not_fit) {
    EXPECT_EQ(refusal<i16>(integer(32768)), error_kind::value_out_of_range);
    EXPECT_EQ(refusal<i32>(text("2147483648")), error_kind::value_out_of_range);
    EXPECT_EQ(refusal<i64>(text("1.5")), error_kind::value_out_of_range);
    EXPECT_EQ(refusal<i64>(text("")), error_kind::value_out_of_range);
    EXPECT_EQ(refusal<i64>(text("1 ")), error_kind::value_out_of_range);
    EXPECT_EQ(
        refusal<i64>(cell{.form = cell_form::real, .real = 2}), error_kind::value_out_of_range
    );
}

TEST(cell, reads_truth_of_both_databases) {
    EXPECT_TRUE(decoded<bool>(text("t")));
    EXPECT_FALSE(decoded<bool>(text("f")));
    EXPECT_TRUE(decoded<bool>(integer(1)));
    EXPECT_FALSE(decoded<bool>(integer(0)));
    EXPECT_EQ(refusal<bool>(integer(2)), error_kind::value_out_of_range);
}

TEST(cell, reads_bytes_from_hex_and_from_blobs) {
    const bytes expected{std::byte{0x00}, std::byte{0xff}};
    EXPECT_EQ(decoded<bytes>(text("\\x00ff")), expected);
    EXPECT_EQ(decoded<bytes>(cell{.form = cell_form::blob, .data = "\0\xff", .size = 2}), expected);
    EXPECT_EQ(decoded<bytes>(cell{.form = cell_form::blob}), bytes{});
    EXPECT_EQ(refusal<bytes>(text("\\x0")), error_kind::value_out_of_range);
    EXPECT_EQ(refusal<bytes>(text("00ff")), error_kind::value_out_of_range);
}

TEST(cell, reads_text_times_and_identifiers) {
    EXPECT_EQ(decoded<std::string>(text("a\0b")).size(), 1U);
    EXPECT_EQ(
        decoded<timestamp>(text("1970-01-01 00:00:01+00")), timestamp{std::chrono::seconds{1}}
    );
    EXPECT_EQ(
        to_string(decoded<uuid>(text("01234567-89ab-cdef-0123-456789abcdef"))),
        "01234567-89ab-cdef-0123-456789abcdef"
    );
    EXPECT_EQ(refusal<timestamp>(text("infinity")), error_kind::value_out_of_range);
}

TEST(cell, tells_null_from_empty) {
    EXPECT_EQ(decoded<std::optional<std::string>>(cell{}), std::nullopt);
    EXPECT_EQ(decoded<std::optional<std::string>>(text("")), "");
    EXPECT_EQ(refusal<std::string>(cell{}), error_kind::unexpected_null);
    EXPECT_EQ(refusal<bool>(cell{}), error_kind::unexpected_null);
}

}  // namespace
}  // namespace tinyorm
