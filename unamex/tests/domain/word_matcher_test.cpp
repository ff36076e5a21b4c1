#include <unamex/domain/word_matcher.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <string>
#include <vector>

namespace unamex::domain {
namespace {

TEST(word_matcher, finds_nothing_when_it_has_no_words) {
    EXPECT_EQ(word_matcher{}.find("alice"), std::nullopt);
}

TEST(word_matcher, answers_with_the_word_of_the_pattern) {
    word_matcher words;
    words.add_name("rootl", "root!");
    words.add_prefix("adm", "admin");
    words.add_suffix("bot", "robot");
    EXPECT_EQ(words.find("rootl"), "root!");
    EXPECT_EQ(words.find("rootlx"), std::nullopt);
    EXPECT_EQ(words.find("adm"), "admin");
    EXPECT_EQ(words.find("admx"), "admin");
    EXPECT_EQ(words.find("xbot"), "robot");
    EXPECT_EQ(words.find("botx"), std::nullopt);
}

TEST(word_matcher, tells_long_names_of_one_shape_apart) {
    word_matcher words;
    words.add_name(std::string(100, 'x'), "long");
    EXPECT_EQ(words.find(std::string(100, 'x')), "long");
    EXPECT_EQ(words.find(std::string(96, 'x')), std::nullopt);
}

TEST(word_matcher, agrees_with_a_look_at_every_word) {
    std::mt19937 random{5};
    const auto text = [&random](std::size_t longest) {
        std::string made(1 + random() % longest, 'a');
        for (char& c : made)
            c = static_cast<char>('a' + random() % 3);
        return made;
    };
    for (int round = 0; round < 200; ++round) {
        word_matcher words;
        std::vector<std::string> names;
        std::vector<std::string> prefixes;
        std::vector<std::string> suffixes;
        for (auto i = random() % 6; i > 0; --i)
            words.add_name(names.emplace_back(text(5)), "name");
        for (auto i = random() % 3; i > 0; --i)
            words.add_prefix(prefixes.emplace_back(text(4)), "prefix");
        for (auto i = random() % 3; i > 0; --i)
            words.add_suffix(suffixes.emplace_back(text(4)), "suffix");
        for (int probe = 0; probe < 200; ++probe) {
            const auto name = text(7);
            bool expected = false;
            for (const auto& word : names)
                expected |= name == word;
            for (const auto& word : prefixes)
                expected |= name.starts_with(word);
            for (const auto& word : suffixes)
                expected |= name.ends_with(word);
            ASSERT_EQ(words.find(name).has_value(), expected) << name;
        }
    }
}

}  // namespace
}  // namespace unamex::domain
