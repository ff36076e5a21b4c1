#include <microfast/binding/json_reading.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "binding/reading.hpp"

namespace microfast::binding {

namespace {

enum class colour : std::int8_t { red = -1, green, blue };

TEST(json_reading, reads_booleans) {
    EXPECT_EQ(rewritten<bool>("true"), "true");
    EXPECT_EQ(rewritten<bool>(" false "), "false");
    for (const auto* const document : {"1", "0", "\"true\"", "null", "[]"})
        EXPECT_EQ(faults_in<bool>(document), "body bool_type") << document;
}

template <class Integer>
void expect_whole_range() {
    using limits = std::numeric_limits<Integer>;
    const auto lowest = std::to_string(limits::min());
    const auto highest = std::to_string(limits::max());
    EXPECT_EQ(rewritten<Integer>(lowest), lowest);
    EXPECT_EQ(rewritten<Integer>(highest), highest);
    const auto beyond =
        highest.substr(0, highest.size() - 1) + static_cast<char>(highest.back() + 1);
    EXPECT_EQ(faults_in<Integer>(beyond), "body less_than_equal") << beyond;
    EXPECT_EQ(faults_in<Integer>(highest + '0'), "body less_than_equal");
    EXPECT_EQ(faults_in<Integer>('-' + highest + '0'), "body greater_than_equal");
    EXPECT_EQ(faults_in<Integer>(std::string("1").append(400, '0')), "body less_than_equal");
}

TEST(json_reading, reads_the_whole_range_of_each_integer_and_never_wraps) {
    expect_whole_range<std::int8_t>();
    expect_whole_range<std::uint8_t>();
    expect_whole_range<std::int16_t>();
    expect_whole_range<std::uint16_t>();
    expect_whole_range<std::int32_t>();
    expect_whole_range<std::uint32_t>();
    expect_whole_range<std::int64_t>();
    expect_whole_range<std::uint64_t>();
    EXPECT_EQ(faults_in<std::uint32_t>("-1"), "body greater_than_equal");
    EXPECT_EQ(rewritten<std::uint32_t>("-0"), "0");
}

TEST(json_reading, takes_whole_numbers_of_any_spelling_as_integers) {
    EXPECT_EQ(rewritten<int>("1.0"), "1");
    EXPECT_EQ(rewritten<int>("-12e2"), "-1200");
    EXPECT_EQ(rewritten<int>("1500e-2"), "15");
    EXPECT_EQ(faults_in<int>("1.5"), "body int_from_float");
    EXPECT_EQ(faults_in<int>("1e-400"), "");
    EXPECT_EQ(faults_in<std::int64_t>("1e18"), "body int_from_float");
    EXPECT_EQ(faults_in<int>("1e999"), "body int_from_float");
    EXPECT_EQ(faults_in<int>("3e9"), "body less_than_equal");
}

TEST(json_reading, takes_no_other_value_as_a_number) {
    for (const auto* const document : {"\"1\"", "true", "null", "[1]", "{}"}) {
        EXPECT_EQ(faults_in<int>(document), "body int_type") << document;
        EXPECT_EQ(faults_in<double>(document), "body float_type") << document;
    }
}

TEST(json_reading, reads_the_double_that_is_nearest) {
    const auto read = [](std::string_view document) {
        double value = 7;
        EXPECT_EQ(faults_of(document, value), "") << document;
        return value;
    };
    EXPECT_EQ(read("0.1"), 0.1);
    EXPECT_EQ(read("-17"), -17.0);
    EXPECT_EQ(read("9007199254740993"), 9007199254740992.0);
    EXPECT_EQ(read("18446744073709551616"), 18446744073709551616.0);
    EXPECT_EQ(read("1.7976931348623157e308"), std::numeric_limits<double>::max());
    EXPECT_EQ(read("5e-324"), std::numeric_limits<double>::denorm_min());
    EXPECT_EQ(read("1e-400"), 0.0);
    EXPECT_EQ(read(std::string("0.").append(500, '0') + "1"), 0.0);
    EXPECT_EQ(read("1e-99999999999999999999999"), 0.0);
    EXPECT_EQ(read("0e99999999999999999999999"), 0.0);
}

TEST(json_reading, refuses_numbers_that_are_too_large) {
    EXPECT_EQ(faults_in<double>("1e309"), "body finite_number");
    EXPECT_EQ(faults_in<double>("-1e99999999999999999999999"), "body finite_number");
    EXPECT_EQ(faults_in<double>(std::string("1").append(400, '0')), "body finite_number");
    EXPECT_EQ(faults_in<float>("1e39"), "body finite_number");
    EXPECT_EQ(rewritten<float>("0.1"), "0.1");
}

TEST(json_reading, reads_strings) {
    EXPECT_EQ(
        rewritten<std::string>(R"("a\u00e9\ud83d\ude00\n\"")"), "\"a\u00e9\U0001F600\\n\\\"\""
    );
    EXPECT_EQ(faults_in<std::string>("7"), "body string_type");
}

TEST(json_reading, reads_enumerations_by_name) {
    EXPECT_EQ(rewritten<colour>("\"red\""), "\"red\"");
    EXPECT_EQ(rewritten<colour>("\"blue\""), "\"blue\"");
    EXPECT_EQ(faults_in<colour>("\"Red\""), "body enum");
    EXPECT_EQ(faults_in<colour>("1"), "body string_type");
}

TEST(json_reading, reads_types_that_have_a_form_as_text) {
    using std::chrono::sys_time;
    EXPECT_EQ(
        rewritten<uuid>("\"0123ABCD-89ab-4def-8123-456789abcdef\""),
        "\"0123abcd-89ab-4def-8123-456789abcdef\""
    );
    EXPECT_EQ(rewritten<bytes>("\"AAEC/w==\""), "\"AAEC/w==\"");
    EXPECT_EQ(rewritten<std::chrono::year_month_day>("\"2024-02-29\""), "\"2024-02-29\"");
    EXPECT_EQ(
        rewritten<sys_time<std::chrono::milliseconds>>("\"2026-11-20T22:45:00.25+01:00\""),
        "\"2026-11-20T21:45:00.250Z\""
    );
    EXPECT_EQ(faults_in<uuid>("\"\""), "body uuid_parsing");
    EXPECT_EQ(faults_in<bytes>("\"=\""), "body bytes_invalid_encoding");
    EXPECT_EQ(faults_in<std::chrono::year_month_day>("\"2023-02-29\""), "body date_parsing");
    EXPECT_EQ(faults_in<std::chrono::sys_seconds>("\"2026-11-20\""), "body datetime_parsing");
    EXPECT_EQ(faults_in<uuid>("1"), "body string_type");
}

TEST(json_reading, refuses_moments_that_a_duration_cannot_reach) {
    using exact = std::chrono::sys_time<std::chrono::nanoseconds>;
    EXPECT_EQ(
        rewritten<exact>("\"2262-04-11T23:47:15.999999999Z\""), "\"2262-04-11T23:47:15.999999999Z\""
    );
    EXPECT_EQ(faults_in<exact>("\"2262-04-11T23:47:16Z\""), "body datetime_parsing");
    EXPECT_EQ(faults_in<exact>("\"0001-01-01T00:00:00Z\""), "body datetime_parsing");
}

TEST(json_reading, reads_null_as_an_empty_optional) {
    std::optional<int> value = 5;
    EXPECT_EQ(faults_of("null", value), "");
    EXPECT_EQ(value, std::nullopt);
    EXPECT_EQ(faults_of("7", value), "");
    EXPECT_EQ(value, 7);
    EXPECT_EQ(faults_of("\"7\"", value), "body int_type");
}

TEST(json_reading, checks_constraints_behind_an_optional) {
    EXPECT_EQ((faults_in<field<std::optional<int>, at_least<3>>>("2")), "body greater_than_equal");
    EXPECT_EQ((faults_in<field<std::optional<int>, at_least<3>>>("null")), "");
}

TEST(json_reading, reads_dynamic_values) {
    EXPECT_EQ(
        rewritten<http::json>(R"({"b":[1,2.5,null],"a":"x"})"), R"({"a":"x","b":[1,2.5,null]})"
    );
    EXPECT_EQ(rewritten<http::json>(R"({"a":1,"a":2})"), R"({"a":2})");
    EXPECT_EQ(faults_in<http::json>("[1e999]"), "body finite_number");
    EXPECT_EQ(faults_in<http::json>("[1,]"), "body.3 json_invalid");
}

TEST(json_reading, checks_constraints_of_scalars) {
    EXPECT_EQ((faults_in<field<int, at_least<0>, multiple_of<5>>>("7")), "body multiple_of");
    EXPECT_EQ((faults_in<field<double, less_than<0.5>>>("0.5")), "body less_than");
    EXPECT_EQ((faults_in<field<std::string, max_length<2>>>("\"abc\"")), "body string_too_long");
    EXPECT_EQ(
        (faults_in<field<std::string, pattern<"^[a-z]+$">>>("\"a1\"")),
        "body string_pattern_mismatch"
    );
}

}  // namespace

}  // namespace microfast::binding
