#include <microfast/binding/json_cursor.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace microfast::binding {

namespace {

constexpr auto nowhere = std::string_view::npos;

/// The position at which a document stops to be JSON.
std::size_t broken_at(std::string_view document) {
    json_cursor cursor(document);
    static_cast<void>(cursor.skip_value() && cursor.read_end());
    EXPECT_EQ(cursor.is_broken(), cursor.fault() != nullptr);
    return cursor.is_broken() ? cursor.position() : nowhere;
}

bool is_sound(std::string_view document) {
    return broken_at(document) == nowhere;
}

TEST(json_cursor, passes_over_every_kind_of_value) {
    for (const std::string_view document :
         {"0",
          "-0",
          "10",
          "-1.5",
          "0.5",
          "1e5",
          "1E+5",
          "1.25e-7",
          "true",
          "false",
          "null",
          "\"\"",
          "\"a\\\"b\"",
          "[]",
          "{}",
          "[1,[2,[]],{}]",
          R"({"a":1,"b":{"c":[true,null]},"":""})",
          " \t\r\n{ \"a\" :\n[ 1 , 2 ] } ",
          R"("\u00e9\ud83d\ude00\/\b\f\n\r\t\\")",
          "\"\xC3\xA9\xF0\x9F\x98\x80\"",
          "\"\x7F\""}) {
        json_cursor cursor(document);
        EXPECT_TRUE(cursor.skip_value() && cursor.read_end()) << document;
    }
}

struct broken_case {
    std::string_view document;
    std::size_t position;
};

TEST(json_cursor, tells_where_a_document_is_broken) {
    using std::string_view_literals::operator""sv;
    for (const auto& [document, position] : {
             broken_case{"", 0},
             broken_case{"  ", 2},
             broken_case{"01", 1},
             broken_case{"-", 1},
             broken_case{"-a", 1},
             broken_case{"+1", 0},
             broken_case{".5", 0},
             broken_case{"1.", 2},
             broken_case{"1.e5", 2},
             broken_case{"1e", 2},
             broken_case{"1e+", 3},
             broken_case{"0x10", 1},
             broken_case{"NaN", 0},
             broken_case{"Infinity", 0},
             broken_case{"-Infinity", 1},
             broken_case{"tru", 0},
             broken_case{"True", 0},
             broken_case{"nul", 0},
             broken_case{"nulll", 4},
             broken_case{"1 2", 2},
             broken_case{"[1,]", 3},
             broken_case{"[,1]", 1},
             broken_case{"[1 2]", 3},
             broken_case{"[1", 2},
             broken_case{"[", 1},
             broken_case{"]", 0},
             broken_case{"[1}", 2},
             broken_case{R"({"a":1]})", 6},
             broken_case{R"({"a":1,})", 7},
             broken_case{R"({"a"})", 4},
             broken_case{R"({"a":})", 5},
             broken_case{R"({a:1})", 1},
             broken_case{R"({'a':1})", 1},
             broken_case{R"({1:1})", 1},
             broken_case{R"({"a" 1})", 5},
             broken_case{"{} {}", 3},
             broken_case{"[] // note", 3},
             broken_case{"\"a", 2},
             broken_case{"\"a\\", 2},
             broken_case{"\"a\\\"", 4},
             broken_case{R"("\x41")", 1},
             broken_case{R"("\u12g4")", 1},
             broken_case{R"("\u12)", 1},
             broken_case{R"("\ud800")", 7},
             broken_case{R"("\ud800\u0041")", 7},
             broken_case{R"("\udc00")", 1},
             broken_case{"\"a\nb\"", 2},
             broken_case{"\"a\0b\""sv, 2},
             broken_case{"\"0123456789abcdefgh\tx\"", 19},
             broken_case{"\xEF\xBB\xBF{}", 0},
             broken_case{"\"\x80\"", 1},
             broken_case{"\"\xC3\"", 1},
             broken_case{"\"ab\xED\xA0\x80\"", 3},
             broken_case{"[1,\0]"sv, 3},
         }) {
        EXPECT_EQ(broken_at(document), position) << document;
        EXPECT_FALSE(is_sound(document)) << document;
    }
}

TEST(json_cursor, goes_64_levels_deep_and_no_further) {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    EXPECT_TRUE(is_sound(nested(64)));
    EXPECT_EQ(broken_at(nested(65)), 64U);
    EXPECT_EQ(broken_at(std::string(1'000'000, '[')), 64U);
    std::string objects;
    for (int i = 0; i < 100'000; ++i)
        objects += "{\"a\":";
    EXPECT_EQ(broken_at(objects), 64U * 5);
}

TEST(json_cursor, finds_special_bytes_wherever_they_are) {
    for (std::size_t size = 0; size < 40; ++size) {
        for (const char special : {'\x01', '\x1F', '\n'}) {
            const std::string document = '"' + std::string(size, 'a') + special + "\"";
            EXPECT_EQ(broken_at(document), size + 1);
        }
        const std::string escaped =
            '"' + std::string(size, ' ') + "\\n" + std::string(size, '!') + '"';
        json_cursor cursor(escaped);
        std::string_view text;
        ASSERT_EQ(cursor.peek(), '"');
        ASSERT_TRUE(cursor.read_string(text));
        EXPECT_EQ(text, std::string(size, ' ') + '\n' + std::string(size, '!'));
    }
}

TEST(json_cursor, decodes_escapes_to_utf8) {
    json_cursor cursor(R"("\u0041\u00e9\u20ac\ud83d\uDE00\"\\\/\b\f\n\r\t\u0000-")");
    std::string_view text;
    ASSERT_EQ(cursor.peek(), '"');
    ASSERT_TRUE(cursor.read_string(text));
    using std::string_view_literals::operator""sv;
    EXPECT_EQ(text, "A\u00e9\u20ac\U0001F600\"\\/\b\f\n\r\t\0-"sv);
}

TEST(json_cursor, gives_numbers_with_their_value_and_their_spelling) {
    const auto read = [](std::string_view text) {
        json_cursor cursor(text);
        json_number number;
        EXPECT_TRUE(cursor.read_number(number)) << text;
        EXPECT_EQ(number.text, text);
        return number;
    };
    EXPECT_EQ(read("18446744073709551615").magnitude, 18446744073709551615U);
    EXPECT_FALSE(read("18446744073709551615").is_beyond);
    EXPECT_TRUE(read("18446744073709551616").is_beyond);
    EXPECT_TRUE(read("18446744073709551620").is_beyond);
    EXPECT_TRUE(read("184467440737095516150").is_beyond);
    EXPECT_TRUE(read("100000000000000000000000000000000000000").is_beyond);
    EXPECT_TRUE(read("-12").is_negative);
    EXPECT_TRUE(read("-12").is_whole);
    EXPECT_FALSE(read("12.0").is_whole);
    EXPECT_FALSE(read("12e1").is_whole);
}

TEST(json_cursor, walks_through_arrays_and_objects) {
    json_cursor cursor(R"({"a":[1,2],"b":{}})");
    ASSERT_EQ(cursor.peek(), '{');
    ASSERT_TRUE(cursor.enter());
    std::string keys;
    std::string_view key;
    for (bool is_first = true; cursor.next_member(is_first, key);) {
        keys += key;
        static_cast<void>(cursor.peek());
        const auto begin = cursor.position();
        ASSERT_TRUE(cursor.skip_value());
        keys += cursor.since(begin);
    }
    EXPECT_EQ(keys, "a[1,2]b{}");
    EXPECT_TRUE(cursor.read_end());
}

TEST(json_cursor, reads_again_from_where_it_was) {
    json_cursor cursor("[1] ");
    ASSERT_TRUE(cursor.skip_value());
    cursor.return_to(0);
    EXPECT_TRUE(cursor.skip_value() && cursor.read_end());
}

}  // namespace

}  // namespace microfast::binding
