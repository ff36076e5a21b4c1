#include <unamex/search/page_cursor.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <set>

namespace unamex::search {

static std::ostream& operator<<(std::ostream& out, cursor_defect defect) {
    return out << describe(defect);
}

namespace {

constexpr siphash_key key{std::byte{7}};
constexpr std::string_view url_safe =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

auto decode(std::string_view cursor, std::string_view prefix = "al") {
    return cursor_codec{key}.decode(cursor, prefix, search_order::ranked);
}

std::string valid_cursor() {
    return cursor_codec{key}.encode({"alice", 200}, "al", search_order::ranked);
}

TEST(page_cursor, is_read_back_as_written) {
    for (const auto* name :
         {"al", "ali", "alice", "al\xc3\xa9", "al.very.long.name-with_everything.0123456789"}) {
        for (const int weight : {0, 1, 127, 255}) {
            const page_position position{name, static_cast<weight_type>(weight)};
            const auto cursor = cursor_codec{key}.encode(position, "al", search_order::ranked);
            EXPECT_EQ(cursor.find_first_not_of(url_safe), std::string::npos);
            EXPECT_EQ(std::get<page_position>(decode(cursor)), position);
        }
    }
}

TEST(page_cursor, has_a_sentence_of_its_own_for_each_defect) {
    std::set<std::string_view> sentences;
    constexpr auto count = static_cast<int>(cursor_defect::other_search) + 1;
    for (int defect = 0; defect < count; ++defect) {
        sentences.insert(describe(static_cast<cursor_defect>(defect)));
    }
    EXPECT_EQ(sentences.size(), static_cast<std::size_t>(count));
}

TEST(page_cursor, refuses_what_is_no_cursor) {
    const auto defect = [](std::string_view cursor) {
        return std::get<cursor_defect>(decode(cursor));
    };
    EXPECT_EQ(defect("alice 1"), cursor_defect::not_base64url);
    EXPECT_EQ(defect("a+/="), cursor_defect::not_base64url);
    EXPECT_EQ(defect("A"), cursor_defect::not_base64url);
    EXPECT_EQ(defect("AB"), cursor_defect::not_base64url);
    EXPECT_EQ(defect("AAAA"), cursor_defect::wrong_length);
    EXPECT_EQ(defect(std::string(5'000, 'A')), cursor_defect::wrong_length);
    EXPECT_EQ(defect(std::string(40, 'A')), cursor_defect::unknown_version);
    EXPECT_EQ(defect("AQ" + std::string(38, 'A')), cursor_defect::wrong_seal);
}

TEST(page_cursor, refuses_every_change_of_one_character) {
    const auto cursor = valid_cursor();
    for (std::size_t at = 0; at < cursor.size(); ++at) {
        for (const char letter : url_safe) {
            auto altered = cursor;
            altered[at] = letter;
            if (altered == cursor) continue;
            ASSERT_TRUE(std::holds_alternative<cursor_defect>(decode(altered))) << altered;
        }
    }
}

TEST(page_cursor, refuses_a_cursor_that_was_cut_or_extended) {
    const auto cursor = valid_cursor();
    for (std::size_t size = 0; size < cursor.size(); ++size) {
        ASSERT_TRUE(std::holds_alternative<cursor_defect>(decode(cursor.substr(0, size)))) << size;
    }
    EXPECT_TRUE(std::holds_alternative<cursor_defect>(decode(cursor + "AAAA")));
}

TEST(page_cursor, refuses_the_seal_of_another_key) {
    const auto cursor =
        cursor_codec{{std::byte{8}}}.encode({"alice", 200}, "al", search_order::ranked);
    EXPECT_EQ(std::get<cursor_defect>(decode(cursor)), cursor_defect::wrong_seal);
}

TEST(page_cursor, refuses_the_cursor_of_another_search) {
    EXPECT_EQ(std::get<cursor_defect>(decode(valid_cursor(), "a")), cursor_defect::other_search);
    EXPECT_EQ(std::get<cursor_defect>(decode(valid_cursor(), "bo")), cursor_defect::other_search);
    const auto alphabetical =
        cursor_codec{key}.encode({"alice", 0}, "al", search_order::alphabetical);
    EXPECT_EQ(std::get<cursor_defect>(decode(alphabetical)), cursor_defect::other_search);
}

}  // namespace
}  // namespace unamex::search
