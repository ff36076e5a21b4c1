/// @file
/// What holds for every name: either a key or a reason, and the key of a key is that key. A
/// violation lets one person take another's account (Spotify, 2013).
#include <unamex/domain/normaliser.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace unamex::domain {
namespace {

std::string encode(char32_t c) {
    const auto tail = [c](unsigned shift) {
        return static_cast<char>(0x80U | (c >> shift & 0x3fU));
    };
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xc0U | c >> 6U), tail(0)};
    if (c < 0x10000) return {static_cast<char>(0xe0U | c >> 12U), tail(6), tail(0)};
    return {static_cast<char>(0xf0U | c >> 18U), tail(12), tail(6), tail(0)};
}

/// The key of `name`, after checking what holds for every name.
std::string checked_key(const normaliser& rules, std::string_view name) {
    const auto once = rules.normalise(name);
    EXPECT_NE(once.norm.empty(), !once.reason.has_value())
        << testing::PrintToString(std::string{name});
    EXPECT_NE(once.detail.empty(), once.reason.has_value())
        << testing::PrintToString(std::string{name});
    EXPECT_NE(once.reason, refusal::not_stable) << testing::PrintToString(std::string{name});
    if (once.reason) return {};
    const auto twice = rules.normalise(once.norm);
    EXPECT_EQ(twice.norm, once.norm) << testing::PrintToString(std::string{name});
    return once.norm;
}

class every_code_point : public testing::TestWithParam<separator_rule> {};

TEST_P(every_code_point, in_a_name_gives_a_key_of_its_own_or_a_refusal) {
    const normaliser rules{{.separators = GetParam(), .reserved = {}}};
    const std::array<std::array<std::string_view, 2>, 3> surroundings{
        {{"ab", "cd"}, {"", "abc"}, {"abc", ""}}};
    std::size_t accepted = 0;
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        const auto inserted = encode(c);  // surrogates too: those bytes are not UTF-8
        const auto& [before, after] = surroundings[c % surroundings.size()];
        const auto alone = inserted + inserted + inserted;
        accepted +=
            checked_key(rules, std::string{before} + inserted + std::string{after}).empty() ? 0 : 1;
        accepted += checked_key(rules, alone).empty() ? 0 : 1;
        ASSERT_FALSE(HasFailure()) << "U+" << std::hex << static_cast<std::uint32_t>(c);
    }
    EXPECT_GT(accepted, 90'000U);  // CJK and Hangul alone are more
}

INSTANTIATE_TEST_SUITE_P(
    and_separator_rule,
    every_code_point,
    testing::Values(separator_rule::keep, separator_rule::strip),
    [](const auto& shown) { return shown.param == separator_rule::keep ? "keep" : "strip"; }
);

class random_input : public testing::Test {
protected:
    const normaliser rules;
    std::mt19937 random{2013};

    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random);
    }
};

TEST_F(random_input, of_any_bytes_is_judged) {
    for (int round = 0; round < 100'000; ++round) {
        std::string bytes(below(24), '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(below(256));
        checked_key(rules, bytes);
    }
}

TEST_F(random_input, of_letters_marks_and_separators_is_judged) {
    constexpr std::array<std::u32string_view, 8> alphabets{
        U"abcxyz019._-",
        U"ABCÀÉÎıİſßẞ",
        U"αβςΣΩάΐ",
        U"абвЙйё",
        U"אבגדֹּ",
        U"عربي١٢َّ",
        U"がカヾ゙゚ｶﾞ漢",
        U"\u0301\u0323\u0307\u0345\u1100\u1161\u11a8각한",
    };
    std::size_t accepted = 0;
    for (int round = 0; round < 100'000; ++round) {
        std::string name;
        const auto& letters = alphabets[below(alphabets.size())];
        for (auto left = below(10); left > 0; --left) {
            const auto& source = below(8) == 0 ? alphabets[below(alphabets.size())] : letters;
            name += encode(source[below(source.size())]);
        }
        accepted += checked_key(rules, name).empty() ? 0 : 1;
    }
    EXPECT_GT(accepted, 10'000U);
}

TEST_F(random_input, of_damaged_utf8_is_judged) {
    constexpr std::string_view sound = "amélie-山田-ガンダム-😀-שלום";
    constexpr std::array<std::string_view, 7> defects{
        "\x80",
        "\xc0\x80",
        "\xed\xa0\x80",
        "\xf4\x90\x80\x80",
        "\xfe",
        "\xe2\x82",
        "\xf8\x88\x80\x80\x80",
    };
    for (int round = 0; round < 20'000; ++round) {
        std::string name{sound};
        name.insert(below(name.size() + 1), defects[below(defects.size())]);
        ASSERT_EQ(rules.normalise(name).reason, refusal::not_utf8) << testing::PrintToString(name);
    }
}

TEST_F(random_input, of_any_length_is_judged) {
    for (std::size_t length = 0; length < 2'000; length += 7) {
        checked_key(rules, std::string(length, 'a'));
        std::string marks{"e"};
        while (marks.size() < length)
            marks += "\u0301";
        checked_key(rules, marks);
        checked_key(rules, std::string(length, '\xe3'));
    }
}

}  // namespace
}  // namespace unamex::domain
