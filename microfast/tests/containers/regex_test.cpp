#include <microfast/containers/regex.hpp>
#include <microfast/containers/regex_program.hpp>
#include <microfast/containers/regex_table.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <random>
#include <regex>
#include <string>

namespace microfast::containers {

namespace {

struct tried_text {
    const char* pattern;
    const char* text;
    bool is_match;
};
std::ostream& operator<<(std::ostream& out, const tried_text& tried) {
    return out << tried.pattern << " on " << tried.text;
}

class regex_table_of_texts : public testing::TestWithParam<tried_text> {};

TEST_P(regex_table_of_texts, matches_the_whole_text_or_not) {
    EXPECT_EQ(regex(GetParam().pattern).matches(GetParam().text), GetParam().is_match);
}

constexpr tried_text tried[]{
    {"", "", true},
    {"", "a", false},
    {"abc", "abc", true},
    {"abc", "abcd", false},
    {"abc", "ab", false},
    {"a|bc|", "bc", true},
    {"a|bc|", "", true},
    {"(a|b)c", "bc", true},
    {"(?:a|b)c", "ac", true},
    {"a*", "aaaa", true},
    {"a+", "", false},
    {"a?b", "b", true},
    {"a{3}", "aaa", true},
    {"a{3}", "aaaa", false},
    {"a{2,}", "aaaaa", true},
    {"a{2,4}", "a", false},
    {"a{2,4}", "aaaa", true},
    {"a{2,4}", "aaaaa", false},
    {"a{0}b", "b", true},
    {"a+?b??", "aab", true},
    {"(a*)*", "aaa", true},
    {"(a{0,3}){2}", "aaaaaa", true},
    {"[a-c]+", "abc", true},
    {"[^a-c]", "d", true},
    {"[^a-c]", "b", false},
    {"[a-]", "-", true},
    {"[-a]", "-", true},
    {"[\\]a]+", "]a", true},
    {"[\\d_]+", "1_2", true},
    {"[\\D]", "1", false},
    {"\\d{2}:\\d{2}", "12:34", true},
    {"\\w+", "az_09AZ", true},
    {"\\w", "-", false},
    {"\\s\\S", " x", true},
    {"\\x41\\u0042", "AB", true},
    {"\\n\\r\\t\\f\\v", "\n\r\t\f\v", true},
    {"\\.\\*\\/", ".*/", true},
    {".", "\n", false},
    {".", "\r", false},
    {".", "\xC3\xA4", true},  // one character, two bytes
    {"..", "\xC3\xA4", false},
    {".", "\xF0\x9F\x98\x80", true},
    {".", "\xC3", false},          // half a character
    {".", "\xED\xA0\x80", false},  // a surrogate
    {".", "\xC0\x80", false},      // overlong
    {".", "\xF4\x90\x80\x80", false},
    {"[\xC3\xA0-\xC3\xBC]", "\xC3\xA9", true},
    {"[\xC3\xA0-\xC3\xBC]", "\xC3\x80", false},
    {"[^a]", "\xE2\x82\xAC", true},
    {"\\u20AC", "\xE2\x82\xAC", true},
    {"\xE2\x82\xAC+", "\xE2\x82\xAC\xE2\x82\xAC", true},
    {"^a$", "a", true},
    {"a^b", "ab", false},
    {"a$b", "ab", false},
    {"(^|b)a", "a", true},
    {"^^a$$", "a", true},
    {"$^", "", true},
    {"a*$^", "a", false},
    {"a*$^", "", true},
};
INSTANTIATE_TEST_SUITE_P(tried, regex_table_of_texts, testing::ValuesIn(tried));

TEST(regex, finds_a_part_of_the_text_when_asked_to) {
    const regex_options anywhere{.scope = regex_scope::anywhere};
    EXPECT_TRUE(regex("b+", anywhere).matches("abba"));
    EXPECT_FALSE(regex("b+", anywhere).matches("aca"));
    EXPECT_TRUE(regex("^a", anywhere).matches("ab"));
    EXPECT_FALSE(regex("^b", anywhere).matches("ab"));
    EXPECT_TRUE(regex("b$", anywhere).matches("ab"));
    EXPECT_FALSE(regex("a$", anywhere).matches("ab"));
    EXPECT_TRUE(regex("^\\w+$", anywhere).matches("word"));
    EXPECT_FALSE(regex("^\\w+$", anywhere).matches("two words"));
    EXPECT_TRUE(regex("", anywhere).matches("anything"));
    EXPECT_TRUE(regex("$", anywhere).matches("anything"));
    EXPECT_TRUE(regex("a", anywhere)
                    .matches("\xFF\xFE"
                             "a"));
}

TEST(regex, ignores_the_case_of_ascii_when_asked_to) {
    const regex_options either{.ignore_case = true};
    EXPECT_TRUE(regex("abc", either).matches("aBC"));
    EXPECT_TRUE(regex("[a-f]+", either).matches("DeadBeef"));
    EXPECT_TRUE(regex("[X-Z]", either).matches("y"));
    EXPECT_FALSE(regex("[^a]", either).matches("A"));
    EXPECT_FALSE(regex("\xC3\xA4", either).matches("\xC3\x84"));
}

/// What a text costs when it is simulated, and whether it would be a table.
struct cost {
    std::size_t steps = 0;
    std::size_t program = 0;
    bool has_table = false;
};

cost cost_of(std::string_view pattern, std::string_view text) {
    const regex_program program(parse_regex(pattern, false), pattern, regex_scope::whole_text);
    cost counted{.program = program.size(), .has_table = make_regex_table(program).has_value()};
    (void)program.matches(text, counted.steps);
    return counted;
}

TEST(regex, takes_steps_in_proportion_to_the_text_for_hostile_patterns) {
    const std::string text = std::string(10'000, 'a') + "!";
    for (const auto* pattern :
         {"(a+)+$",
          "(a|aa)+",
          "(a*)*b",
          "(a|a?)+",
          "(.*a){20}",
          "(a?){500}a{500}",
          "(x+x+)+y|(a+a+)+y"}) {
        const auto counted = cost_of(pattern, text);
        EXPECT_LE(counted.steps, (text.size() + 1) * counted.program) << pattern;
        EXPECT_FALSE(regex(pattern).matches(text)) << pattern;
    }
}

TEST(regex, simulates_what_would_be_too_large_a_table) {
    const std::string hostile = "(a|b)*a(a|b){12}";  // 2^13 states
    EXPECT_FALSE(cost_of(hostile, "").has_table);
    EXPECT_TRUE(cost_of("(a|b)*a(a|b){5}", "").has_table);
    EXPECT_TRUE(regex(hostile).matches("bbabbbbbbbbbbbb"));
    EXPECT_FALSE(regex(hostile).matches("bbbbbbbbbbbbbbb"));
    EXPECT_TRUE(regex("(a|b)*a(a|b){5}").matches("bbabbbbb"));
}

/// Expressions of the syntax that std::regex has too. Sizes are small: it backtracks.
class expression_maker {
public:
    explicit expression_maker(unsigned seed) : random_(seed) {}

    std::string expression(unsigned depth) {
        std::string made = term(depth);
        for (auto more = below(3); more > 0; --more)
            made += (below(4) == 0 ? "|" : "") + term(depth);
        return made;
    }
    std::string text() {
        std::string made;
        for (auto size = below(7); size > 0; --size)
            made += "abcA"[below(4)];
        return made;
    }

private:
    unsigned below(unsigned bound) { return static_cast<unsigned>(random_() % bound); }

    std::string term(unsigned depth) {
        static constexpr const char* atoms[]{
            "a", "b", "c", ".", "[ab]", "[^a]", "[a-c]", "\\w", "\\d", "[^\\w]"};
        auto atom = depth > 0 && below(3) == 0 ? "(" + expression(depth - 1) + ")"
                                               : std::string(atoms[below(std::size(atoms))]);
        static constexpr const char* counts[]{"", "", "", "?", "*", "+", "{2}", "{1,2}"};
        return atom + counts[below(std::size(counts))];
    }

    std::mt19937 random_;
};

TEST(regex, agrees_with_the_standard_librarys_and_its_two_ways_with_each_other) {
    expression_maker make(5);
    for (int i = 0; i < 200; ++i) {
        const auto pattern = make.expression(2);
        const std::regex standard(pattern);
        const regex_program whole(parse_regex(pattern, false), pattern, regex_scope::whole_text);
        const regex_program part(parse_regex(pattern, false), pattern, regex_scope::anywhere);
        const auto whole_table = make_regex_table(whole);
        const auto part_table = make_regex_table(part);
        for (int j = 0; j < 10; ++j) {
            const auto text = make.text();
            std::size_t steps = 0;
            const bool is_match = std::regex_match(text, standard);
            ASSERT_EQ(whole.matches(text, steps), is_match) << pattern << " on " << text;
            const bool has_part = std::regex_search(text, standard);
            ASSERT_EQ(part.matches(text, steps), has_part) << pattern << " in " << text;
            if (whole_table) {
                ASSERT_EQ(whole_table->matches(text), is_match) << pattern << " on " << text;
            }
            if (part_table) {
                ASSERT_EQ(part_table->matches(text), has_part) << pattern << " in " << text;
            }
        }
    }
}

TEST(regex, knows_every_code_point_by_its_bytes) {
    const regex any(".|[\\n\\r]"), euro_and_up("[\\u20AC-\\uFFFF]");
    const auto spell = [](std::uint32_t code) {
        std::string bytes;
        const auto add = [&](unsigned byte) { bytes += static_cast<char>(byte); };
        if (code < 0x80) {
            add(code);
        } else if (code < 0x800) {
            add(0xC0U | code >> 6U);
        } else {
            add(code < 0x1'0000 ? 0xE0U | code >> 12U : 0xF0U | code >> 18U);
            if (code >= 0x1'0000) add(0x80U | (code >> 12U & 0x3FU));
            add(0x80U | (code >> 6U & 0x3FU));
        }
        if (code >= 0x80) add(0x80U | (code & 0x3FU));
        return bytes;
    };
    for (std::uint32_t code = 0; code <= 0x11'0000; code += code < 0x1'0000 ? 1 : 97) {
        const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
        const auto bytes = spell(code);
        ASSERT_EQ(any.matches(bytes), !is_surrogate && code <= 0x10'FFFF) << std::hex << code;
        ASSERT_EQ(euro_and_up.matches(bytes), code >= 0x20AC && code <= 0xFFFF && !is_surrogate)
            << std::hex << code;
    }
}

}  // namespace

}  // namespace microfast::containers
