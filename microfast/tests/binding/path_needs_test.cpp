#include <microfast/binding/path_needs.hpp>
#include <microfast/core/error.hpp>

#include <gtest/gtest.h>

#include <string_view>

namespace microfast::binding {

namespace {

constexpr path_needs needs_of(std::size_t by_position, std::string_view name = {}) {
    path_needs made{by_position};
    if (!name.empty()) made.by_name.add(name);
    return made;
}

struct verdict_case {
    std::string_view pattern;
    path_needs needs;
    pattern_verdict expected;
};

constexpr verdict_case cases[] = {
    {"/", needs_of(0), pattern_verdict::fine},
    {"/users/{id}", needs_of(1), pattern_verdict::fine},
    {"/users/{id}", needs_of(0, "id"), pattern_verdict::fine},
    {"/users/{id}/{rest*}", needs_of(1, "rest"), pattern_verdict::fine},
    {"/{code:[a-z]{3}}/{n:\\{[0-9]\\}}", needs_of(2), pattern_verdict::fine},
    {"/users:check", needs_of(0), pattern_verdict::fine},
    {"", needs_of(0), pattern_verdict::fine},
    {"users", needs_of(0), pattern_verdict::no_leading_slash},
    {"/{id", needs_of(1), pattern_verdict::unbalanced_brace},
    {"/id}", needs_of(1), pattern_verdict::unbalanced_brace},
    {"/a{id}", needs_of(1), pattern_verdict::parameter_within_a_segment},
    {"/{id}a", needs_of(1), pattern_verdict::parameter_within_a_segment},
    {"/{}", needs_of(1), pattern_verdict::bad_name},
    {"/{1a}", needs_of(1), pattern_verdict::bad_name},
    {"/{a}/{a}", needs_of(2), pattern_verdict::name_twice},
    {"/{a*}/b", needs_of(1), pattern_verdict::goes_on_after_tail},
    {"/users", needs_of(1), pattern_verdict::missing_parameter},
    {"/users/{uid}", needs_of(0, "id"), pattern_verdict::missing_parameter},
    {"/users/{id}", needs_of(1, "id"), pattern_verdict::missing_parameter},
    {"/users/{id}", needs_of(0), pattern_verdict::unbound_parameter},
    {"/{a}/{b}", needs_of(1), pattern_verdict::unbound_parameter},
};

TEST(path_needs, are_held_against_patterns) {
    for (const auto& [pattern, needs, expected] : cases)
        EXPECT_EQ(check_pattern(pattern, needs), expected) << pattern;
}

TEST(path_needs, leave_to_the_handler_what_it_reads_from_the_request) {
    EXPECT_EQ(check_pattern("/{a}/{b}", path_needs{.reads_request = true}), pattern_verdict::fine);
}

TEST(path_needs, know_no_more_than_16_parameters) {
    constexpr std::string_view many =
        "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}/{j}/{k}/{l}/{m}/{n}/{o}/{p}/{q}";
    EXPECT_EQ(check_pattern(many, needs_of(17)), pattern_verdict::too_many_parameters);
}

TEST(path_needs, may_be_met_by_a_prefix) {
    EXPECT_EQ(require_fit("/users/{user}", "/items/{id}", needs_of(1, "user")), 1U);
    EXPECT_THROW((void)require_fit("/users", "/items/{id}", needs_of(1, "user")), error);
    EXPECT_THROW((void)require_fit("", "/items", needs_of(1)), error);
}

}  // namespace

}  // namespace microfast::binding
