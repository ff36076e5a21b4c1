#include <microfast/binding/constraints.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace microfast::binding {

namespace {

template <class Constraint>
bool allows(auto value) {
    const std::array rules{Constraint::rule};
    if constexpr (std::integral<decltype(value)>) {
        const bool is_negative = value < 0;
        const auto size = static_cast<std::uint64_t>(value);
        const whole_number whole{is_negative ? 0 - size : size, is_negative};
        return find_broken(rules, whole) == nullptr;
    } else {
        return find_broken(rules, value) == nullptr;
    }
}

TEST(constraint, bounds_whole_numbers_of_either_sign) {
    EXPECT_TRUE(allows<greater_than<0>>(1));
    EXPECT_FALSE(allows<greater_than<0>>(0));
    EXPECT_FALSE(allows<greater_than<0>>(-1));
    EXPECT_TRUE(allows<at_least<-5>>(-5));
    EXPECT_FALSE(allows<at_least<-5>>(-6));
    EXPECT_TRUE(allows<less_than<-5>>(-6));
    EXPECT_FALSE(allows<less_than<-5>>(-5));
    EXPECT_TRUE(allows<at_most<7>>(7));
    EXPECT_FALSE(allows<at_most<7>>(8));
}

TEST(constraint, bounds_the_ends_of_64_bits) {
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    EXPECT_TRUE(allows<at_least<most>>(most));
    EXPECT_FALSE(allows<at_least<most>>(most - 1));
    EXPECT_FALSE(allows<at_least<most>>(least));
    EXPECT_TRUE(allows<at_least<least>>(least));
    EXPECT_FALSE(allows<greater_than<least>>(least));
}

TEST(constraint, bounds_fractions) {
    EXPECT_TRUE(allows<greater_than<0.5>>(0.75));
    EXPECT_FALSE(allows<greater_than<0.5>>(0.5));
    EXPECT_TRUE(allows<at_most<2>>(2.0));
    EXPECT_FALSE(allows<less_than<-1.5>>(-1.5));
}

TEST(constraint, takes_multiples) {
    EXPECT_TRUE(allows<multiple_of<5>>(-15));
    EXPECT_TRUE(allows<multiple_of<5>>(0));
    EXPECT_FALSE(allows<multiple_of<5>>(16));
    EXPECT_TRUE(allows<multiple_of<0.1>>(0.3));
    EXPECT_TRUE(allows<multiple_of<0.01>>(123456.78));
    EXPECT_FALSE(allows<multiple_of<0.1>>(0.35));
    EXPECT_FALSE(allows<multiple_of<0.1>>(0.05));
}

TEST(constraint, counts_characters_not_bytes) {
    EXPECT_TRUE(allows<max_length<3>>(std::string_view("äöü")));
    EXPECT_FALSE(allows<max_length<3>>(std::string_view("äöüß")));
    EXPECT_TRUE(allows<min_length<2>>(std::string_view("\U0001F600\U0001F600")));
    EXPECT_FALSE(allows<min_length<2>>(std::string_view("\U0001F600")));
    EXPECT_TRUE(allows<min_length<0>>(std::string_view("")));
    EXPECT_FALSE(allows<min_length<1>>(std::string_view("")));
    EXPECT_TRUE(allows<max_length<0>>(std::string_view("")));
}

TEST(constraint, lists_numbers_and_texts) {
    EXPECT_TRUE((allows<one_of<1, 2, -3>>(-3)));
    EXPECT_FALSE((allows<one_of<1, 2, -3>>(3)));
    EXPECT_TRUE((allows<one_of<0.5, 2>>(0.5)));
    EXPECT_TRUE((allows<one_of<"asc", "desc">>(std::string_view("desc"))));
    EXPECT_FALSE((allows<one_of<"asc", "desc">>(std::string_view("des"))));
}

TEST(constraint, finds_expressions_anywhere_unless_they_are_anchored) {
    EXPECT_TRUE(allows<pattern<"b+">>(std::string_view("abbc")));
    EXPECT_FALSE(allows<pattern<"^b+$">>(std::string_view("abbc")));
    EXPECT_TRUE(allows<pattern<"^[a-z]{2}-\\d+$">>(std::string_view("ab-42")));
}

TEST(constraint, says_of_a_bad_expression_what_is_wrong_when_it_is_asked_for) {
    EXPECT_THROW(pattern<"(">::rule.expression(), containers::regex_error);
}

TEST(constraint, counts_items) {
    const std::array rules{min_items<1>::rule, max_items<2>::rule};
    EXPECT_EQ(find_broken_count(rules, 0), &rules[0]);
    EXPECT_EQ(find_broken_count(rules, 1), nullptr);
    EXPECT_EQ(find_broken_count(rules, 3), &rules[1]);
}

TEST(constraint, passes_over_what_is_about_something_else) {
    EXPECT_TRUE(allows<min_length<5>>(1));
    EXPECT_TRUE(allows<at_least<5>>(std::string_view("1")));
    EXPECT_TRUE(allows<min_items<5>>(1.0));
}

TEST(constraint, gives_the_first_that_is_broken) {
    const std::array rules{at_least<0>::rule, at_most<10>::rule, multiple_of<3>::rule};
    EXPECT_EQ(find_broken(rules, whole_number{9}), nullptr);
    EXPECT_EQ(find_broken(rules, whole_number{11}), &rules[1]);
    EXPECT_EQ(find_broken(rules, whole_number{4}), &rules[2]);
}

struct sentence_case {
    const char* name;
    constraint rule;
    std::string_view type;
    std::string_view message;
};

class constraint_sentences : public testing::TestWithParam<sentence_case> {};

TEST_P(constraint_sentences, are_those_of_fastapi) {
    EXPECT_EQ(error_type_of(GetParam().rule), GetParam().type);
    EXPECT_EQ(message_of(GetParam().rule), GetParam().message);
}

const sentence_case sentences[]{
    {"above", greater_than<0.5>::rule, "greater_than", "Input should be greater than 0.5"},
    {"least",
     at_least<-3>::rule,
     "greater_than_equal",
     "Input should be greater than or equal to -3"},
    {"below", less_than<10>::rule, "less_than", "Input should be less than 10"},
    {"most", at_most<10>::rule, "less_than_equal", "Input should be less than or equal to 10"},
    {"multiple", multiple_of<5>::rule, "multiple_of", "Input should be a multiple of 5"},
    {"numbers", one_of<1, 2, -3>::rule, "literal_error", "Input should be 1, 2 or -3"},
    {"texts", one_of<"a">::rule, "literal_error", "Input should be 'a'"},
    {"short", min_length<1>::rule, "string_too_short", "String should have at least 1 character"},
    {"long", max_length<8>::rule, "string_too_long", "String should have at most 8 characters"},
    {"pattern",
     pattern<"^a$">::rule,
     "string_pattern_mismatch",
     "String should match pattern '^a$'"},
    {"few", min_items<2>::rule, "too_short", "List should have at least 2 items"},
    {"many", max_items<1>::rule, "too_long", "List should have at most 1 item"},
    {"unique", unique_items::rule, "unique_items", "List should have no two equal items"},
};
std::string sentence_name(const testing::TestParamInfo<sentence_case>& info) {
    return info.param.name;
}
INSTANTIATE_TEST_SUITE_P(all, constraint_sentences, testing::ValuesIn(sentences), sentence_name);

}  // namespace

}  // namespace microfast::binding
