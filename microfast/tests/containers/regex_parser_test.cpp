#include <microfast/containers/regex.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace microfast::containers {

namespace {

struct refused_regex {
    const char* pattern;
    std::size_t position;
    const char* reason;
};
std::ostream& operator<<(std::ostream& out, const refused_regex& tried) {
    return out << tried.pattern;
}

class regex_refusals : public testing::TestWithParam<refused_regex> {};

TEST_P(regex_refusals, names_the_reason_and_the_position) {
    const auto& [pattern, position, reason] = GetParam();
    try {
        (void)regex(pattern);
        FAIL() << "was accepted";
    } catch (const regex_error& refusal) {
        EXPECT_EQ(refusal.position(), position);
        EXPECT_EQ(
            std::string(refusal.what()),
            "the regular expression \"" + std::string(pattern) + "\" " + reason + " at position " +
                std::to_string(position)
        );
    }
}

constexpr refused_regex refused[]{
    {"(a", 0, "has a ( without its )"},
    {"b(a", 1, "has a ( without its )"},
    {"a)", 1, "has a ) without its ("},
    {"[a", 0, "has a [ without its ]"},
    {"[]", 1, "has an empty class"},
    {"[^]", 2, "has an empty class"},
    {"[[:alpha:]]", 1, "has a class by name"},
    {"[z-a]", 4, "has a range that is the wrong way round"},
    {"[a-\\d]", 5, "has a range whose end is not a character"},
    {"[\\d-z]", 5, "has a range whose end is not a character"},
    {"*a", 0, "has nothing to repeat"},
    {"a**", 2, "has nothing to repeat"},
    {"a|+", 2, "has nothing to repeat"},
    {"{2}", 0, "has nothing to repeat"},
    {"a{", 2, "has a { that no number follows"},
    {"a{,2}", 2, "has a { that no number follows"},
    {"a{2", 3, "has a { without its }"},
    {"a{3,2}", 6, "has a repetition whose counts are the wrong way round"},
    {"a{1001}", 2, "repeats more than 1000 times"},
    {"a{99999999999999999999}", 2, "repeats more than 1000 times"},
    {"^*", 1, "repeats ^ or $"},
    {"a}", 1, "needs a backslash before a bracket that closes nothing"},
    {"a]", 1, "needs a backslash before a bracket that closes nothing"},
    {"\\", 1, "ends with a backslash"},
    {"\\1", 1, "has an escape that does not exist here"},
    {"\\b", 1, "has an escape that does not exist here"},
    {"\\p{L}", 1, "has an escape that does not exist here"},
    {"\\x4", 2, "has an escape without its hexadecimal digits"},
    {"\\u12G4", 2, "has an escape without its hexadecimal digits"},
    {"\\uD800", 6, "names half a surrogate pair"},
    {"(?=a)", 1, "has a group that is neither ( nor (?: "},
    {"a\xFF", 1, "is not UTF-8"},
    {"\xC3", 0, "is not UTF-8"},
    {"\xC0\x80", 0, "is not UTF-8"},
    {"((a{1000}){1000}){1000}", 23, "becomes too large an automaton"},
    {"((((){1000}){1000}){1000}){1000}", 32, "becomes too large an automaton"},
};
INSTANTIATE_TEST_SUITE_P(refused, regex_refusals, testing::ValuesIn(refused));

TEST(regex_parser, refuses_what_is_too_deep_or_too_long) {
    EXPECT_NO_THROW((void)regex(std::string(50, '(') + "a" + std::string(50, ')')));
    EXPECT_THROW((void)regex(std::string(51, '(') + "a" + std::string(51, ')')), regex_error);
    EXPECT_THROW((void)regex(std::string(5000, 'a')), regex_error);
    EXPECT_THROW((void)regex(std::string(4000, '(')), regex_error);
}

}  // namespace

}  // namespace microfast::containers
