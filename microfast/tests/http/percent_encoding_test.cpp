#include <microfast/http/percent_encoding.hpp>

#include <gtest/gtest.h>

#include <random>

namespace microfast::http {

namespace {

std::string encoded(std::string_view text) {
    std::string into("<");
    append_percent_encoded(into, text);
    return into;
}

TEST(percent_encoding, escapes_all_but_unreserved_characters) {
    EXPECT_EQ(encoded("a-Z._~9"), "<a-Z._~9");
    EXPECT_EQ(encoded("a b/\xC3\xBC%"), "<a%20b%2F%C3%BC%25");
    EXPECT_EQ(encoded(std::string_view("\0", 1)), "<%00");
}

TEST(percent_encoding, keeps_what_it_is_told_to) {
    std::string into;
    append_percent_encoded(into, "a/b c", make_class("/"));
    EXPECT_EQ(into, "a/b%20c");
}

TEST(percent_encoding, decodes_once) {
    std::string text("<");
    EXPECT_TRUE(append_percent_decoded(text, "%2541%c3%BC+"));
    EXPECT_EQ(text, "<%41\xC3\xBC+");
}

TEST(percent_encoding, refuses_malformed_escapes_and_leaves_the_text) {
    for (const auto* const malformed : {"%", "a%4", "%zz", "%4z", "%%41", "b%"}) {
        std::string text("<");
        EXPECT_FALSE(append_percent_decoded(text, malformed)) << malformed;
        EXPECT_EQ(text, "<");
    }
}

TEST(percent_encoding, gives_back_any_bytes) {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        std::string bytes(random() % 40, '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(random());
        std::string text;
        ASSERT_TRUE(append_percent_decoded(text, encoded(bytes)));
        EXPECT_EQ(text, "<" + bytes);
    }
}

}  // namespace

}  // namespace microfast::http
