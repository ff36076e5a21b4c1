#include <unamex/domain/characters.hpp>

#include <gtest/gtest.h>

#include <string>

namespace unamex::domain {
namespace {

TEST(characters, of_ascii_have_one_class_each) {
    for (char32_t c = 0; c < 0x80; ++c) {
        auto expected = character_class::other;
        if (c >= 'a' && c <= 'z') expected = character_class::letter;
        if (c >= '0' && c <= '9') expected = character_class::digit;
        if (c == '.' || c == '_' || c == '-') expected = character_class::separator;
        EXPECT_EQ(classify(c), expected) << static_cast<unsigned>(c);
        EXPECT_EQ(is_separator(static_cast<char>(c)), expected == character_class::separator);
    }
}

TEST(characters, beyond_ascii_have_the_class_of_their_category) {
    EXPECT_EQ(classify(U'é'), character_class::letter);
    EXPECT_EQ(classify(U'山'), character_class::letter);
    EXPECT_EQ(classify(U'\u0301'), character_class::mark);
    EXPECT_EQ(classify(U'\u093f'), character_class::mark);
    EXPECT_EQ(classify(U'٣'), character_class::digit);
    EXPECT_EQ(classify(U'É'), character_class::other);
    EXPECT_EQ(classify(U'😀'), character_class::other);
}

TEST(characters, are_taken_from_utf8_of_every_length) {
    std::string_view text = "a\u00e9\u5c71\U0001f600";
    EXPECT_EQ(take_code_point(text), U'a');
    EXPECT_EQ(take_code_point(text), U'\u00e9');
    EXPECT_EQ(take_code_point(text), U'\u5c71');
    EXPECT_EQ(take_code_point(text), U'\U0001f600');
    EXPECT_TRUE(text.empty());
}

TEST(characters, beyond_ascii_are_seen_at_every_place) {
    for (std::size_t length = 0; length < 20; ++length) {
        EXPECT_TRUE(is_ascii(std::string(length, '\x7f')));
        for (std::size_t place = 0; place < length; ++place) {
            std::string text(length, 'a');
            text[place] = '\x80';
            EXPECT_FALSE(is_ascii(text));
        }
    }
}

}  // namespace
}  // namespace unamex::domain
