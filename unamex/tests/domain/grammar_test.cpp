#include <unamex/domain/grammar.hpp>

#include <gtest/gtest.h>

namespace unamex::domain {
namespace {

std::optional<refusal> reason_against(std::string_view norm, const policy& rules) {
    const auto defect = find_grammar_defect(norm, rules);
    return defect ? std::optional{defect->reason} : std::nullopt;
}

TEST(grammar, counts_code_points_and_not_bytes) {
    const policy rules{.shortest = 2, .longest = 3, .reserved = {}};
    EXPECT_EQ(reason_against("é", rules), refusal::too_short);
    EXPECT_EQ(reason_against("éé", rules), std::nullopt);
    EXPECT_EQ(reason_against("山山山", rules), std::nullopt);
    EXPECT_EQ(reason_against("éééé", rules), refusal::too_long);
}

TEST(grammar, looks_at_characters_before_length_and_at_length_before_separators) {
    const policy rules{.reserved = {}};
    EXPECT_EQ(reason_against("!", rules), refusal::bad_character);
    EXPECT_EQ(reason_against("a.", rules), refusal::too_short);
    EXPECT_EQ(reason_against("12.", rules), refusal::bad_separator);
}

TEST(grammar, does_not_take_a_number_with_a_separator_for_a_number) {
    EXPECT_EQ(reason_against("12-34", {.reserved = {}}), std::nullopt);
}

std::string with_rule(separator_rule rule, std::string name) {
    apply_separators(name, rule);
    return name;
}

TEST(grammar, keeps_collapses_or_strips_separators) {
    EXPECT_EQ(with_rule(separator_rule::keep, "_a.-b-"), "_a.-b-");
    EXPECT_EQ(with_rule(separator_rule::collapse, "_a.-b-"), "_a.b-");
    EXPECT_EQ(with_rule(separator_rule::strip, "_a.-b-"), "ab");
    EXPECT_EQ(with_rule(separator_rule::collapse, ".."), ".");
    EXPECT_EQ(with_rule(separator_rule::strip, ""), "");
}

}  // namespace
}  // namespace unamex::domain
