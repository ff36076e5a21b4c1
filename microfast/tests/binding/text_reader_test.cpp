#include <microfast/binding/text_reader.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::binding {

namespace {

enum class order : int { asc, desc };

template <class Value, class... Constraints>
std::optional<Value> read(std::string_view text) {
    Value value{};
    field_errors errors;
    if (!read_text<Value, Constraints...>(text, value, errors, location("query"))) return {};
    return value;
}

template <class Value, class... Constraints>
std::string_view fault_of(std::string_view text) {
    Value value{};
    field_errors errors;
    const location query("query");
    EXPECT_FALSE((read_text<Value, Constraints...>(text, value, errors, location(&query, "x"))));
    return errors.empty() ? "" : errors.list()[0].type;
}

TEST(text_reader, reads_integers) {
    EXPECT_EQ(read<int>("-42"), -42);
    EXPECT_EQ(read<int>("007"), 7);
    EXPECT_EQ(read<std::uint64_t>("18446744073709551615"), 18446744073709551615U);
    for (const auto* const text : {"", "-", "abc", "1.5", "+1", " 1", "1 ", "0x10", "--1", "1_000"})
        EXPECT_EQ(fault_of<int>(text), "int_parsing") << text;
    EXPECT_EQ(fault_of<int>("2147483648"), "less_than_equal");
    EXPECT_EQ(fault_of<std::uint64_t>("18446744073709551616"), "less_than_equal");
    EXPECT_EQ(fault_of<std::uint64_t>("-1"), "greater_than_equal");
    EXPECT_EQ(fault_of<std::int64_t>("-99999999999999999999999"), "greater_than_equal");
}

TEST(text_reader, reads_numbers) {
    EXPECT_EQ(read<double>("-1.5e3"), -1500.0);
    EXPECT_EQ(read<double>("1e-400"), 0.0);
    EXPECT_EQ(read<float>("0.25"), 0.25F);
    for (const auto* const text :
         {"", "-", "abc", "inf", "nan", "0x1p3", ".5", "1.", "1e", "+1", " 1", "1,5"})
        EXPECT_EQ(fault_of<double>(text), "float_parsing") << text;
    EXPECT_EQ(fault_of<double>("1e999"), "finite_number");
}

TEST(text_reader, reads_booleans_as_people_write_them) {
    for (const auto* const text : {"true", "1", "on", "yes", "T", "Y", "True"})
        EXPECT_EQ(read<bool>(text), true) << text;
    for (const auto* const text : {"false", "0", "off", "no", "F", "N", "FALSE"})
        EXPECT_EQ(read<bool>(text), false) << text;
    EXPECT_EQ(fault_of<bool>("2"), "bool_parsing");
    EXPECT_EQ(fault_of<bool>(""), "bool_parsing");
}

TEST(text_reader, reads_texts_that_are_utf8) {
    EXPECT_EQ(read<std::string>(""), "");
    EXPECT_EQ(read<std::string>("a\u00e9"), "a\u00e9");
    EXPECT_EQ(fault_of<std::string>("a\xE9"), "string_unicode");
}

TEST(text_reader, reads_enumerations_uuids_and_dates) {
    EXPECT_EQ(read<order>("desc"), order::desc);
    EXPECT_EQ(fault_of<order>("DESC"), "enum");
    EXPECT_TRUE(read<uuid>("01234567-89ab-4def-8123-456789abcdef").has_value());
    EXPECT_EQ(fault_of<uuid>("7"), "uuid_parsing");
    EXPECT_EQ(read<std::chrono::year_month_day>("2024-02-29"), std::chrono::year{2024} / 2 / 29);
    EXPECT_EQ(fault_of<std::chrono::sys_seconds>("2024-02-29"), "datetime_parsing");
}

TEST(text_reader, checks_constraints_of_the_parameter_and_of_its_field) {
    EXPECT_EQ((read<int, at_least<1>>("1")), 1);
    EXPECT_EQ((fault_of<int, at_least<1>>("0")), "greater_than_equal");
    EXPECT_EQ((fault_of<field<int, at_most<9>>, at_least<1>>("10")), "less_than_equal");
    EXPECT_EQ((fault_of<std::string, one_of<"a", "b">>("c")), "literal_error");
    EXPECT_EQ((fault_of<std::optional<int>, at_least<1>>("0")), "greater_than_equal");
}

TEST(text_reader, reads_what_is_optional_as_its_value) {
    EXPECT_EQ(read<std::optional<int>>("5"), std::optional(5));
    EXPECT_EQ(fault_of<std::optional<int>>(""), "int_parsing");
}

TEST(text_reader, reports_the_text_and_its_place) {
    int value = 0;
    field_errors errors;
    const location path("path");
    EXPECT_FALSE(read_text("a\"b", value, errors, location(&path, "id")));
    std::string document;
    errors.append_to(document);
    EXPECT_EQ(
        document,
        R"({"detail":[{"type":"int_parsing","loc":["path","id"],)"
        R"("msg":"Input should be a valid integer, unable to parse string as an integer",)"
        R"("input":"a\"b"}]})"
    );
}

TEST(text_reader, knows_what_it_cannot_read) {
    EXPECT_TRUE(is_readable_from_text(describe<std::optional<uuid>>()));
    EXPECT_FALSE(is_readable_from_text(describe<std::vector<int>>()));
    EXPECT_FALSE(is_readable_from_text(describe<std::optional<std::vector<int>>>()));
}

}  // namespace

}  // namespace microfast::binding
