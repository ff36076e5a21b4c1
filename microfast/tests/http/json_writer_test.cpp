#include <microfast/http/json_writer.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

namespace microfast::http {

namespace {

std::string written(const auto& value) {
    std::string output;
    json_writer{output}.value(value);
    return output;
}

TEST(json_writer, puts_commas_between_members_and_values) {
    std::string output = "before: ";
    json_writer json{output};
    json.begin_object();
    json.member("a", 1);
    json.key("b");
    json.begin_array();
    json.begin_object();
    json.end_object();
    json.begin_array();
    json.end_array();
    json.value("x");
    json.value(nullptr);
    json.end_array();
    json.member("c", false);
    json.end_object();
    EXPECT_EQ(output, R"(before: {"a":1,"b":[{},[],"x",null],"c":false})");
}

TEST(json_writer, writes_numbers_of_every_type_to_their_limits) {
    EXPECT_EQ(written(std::int8_t{-128}), "-128");
    EXPECT_EQ(written(std::uint8_t{255}), "255");
    EXPECT_EQ(written(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
    EXPECT_EQ(written(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
    EXPECT_EQ(written(0.1), "0.1");
    EXPECT_EQ(written(-1e300), "-1e+300");
    EXPECT_EQ(written(std::numeric_limits<double>::infinity()), "null");
    EXPECT_EQ(written(std::numeric_limits<double>::quiet_NaN()), "null");
}

TEST(json_writer, escapes_what_would_end_the_text_or_is_not_seen) {
    EXPECT_EQ(written("\"\\/\b\f\n\r\t"), R"("\"\\/\b\f\n\r\t")");
    EXPECT_EQ(written(std::string("a\0b\x1f\x7f", 5)), "\"a\\u0000b\\u001f\x7f\"");
}

TEST(json_writer, keeps_utf8_and_replaces_other_bytes) {
    EXPECT_EQ(
        written("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"), "\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\""
    );
    EXPECT_EQ(written("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
    EXPECT_EQ(written("\xE2\x82"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
    EXPECT_EQ(written("\xC3\""), "\"\xEF\xBF\xBD\\\"\"");
}

TEST(json_writer, sees_what_must_be_escaped_at_every_place) {
    for (std::size_t size = 1; size < 30; ++size) {
        for (std::size_t place = 0; place < size; ++place) {
            std::string text(size, ' ');
            text[place] = '"';
            const std::string before(place, ' ');
            const std::string after(size - place - 1, ' ');
            ASSERT_EQ(written(text), '"' + before + "\\\"" + after + '"');
        }
    }
}

TEST(json_writer, escapes_the_names_of_members) {
    std::string output;
    json_writer json{output};
    json.begin_object();
    json.member("a\"b", "c");
    json.end_object();
    EXPECT_EQ(output, R"({"a\"b":"c"})");
}

TEST(json_writer, writes_any_bytes_so_that_a_reader_accepts_them) {
    constexpr std::array<char, 12> often{
        '"', '\\', '\n', '\0', 'a', '\x7f', '\x80', '\xC3', '\xE2', '\x82', '\xF0', '\xFF'};
    std::mt19937 random{1};
    for (int round = 0; round < 20'000; ++round) {
        std::string text(random() % 25, 'x');
        for (auto left = random() % 4; left > 0 && !text.empty(); --left)
            text[random() % text.size()] = often[random() % often.size()];
        const auto document = written(text);
        const auto read = nlohmann::json::parse(document, nullptr, false);
        ASSERT_TRUE(read.is_string()) << testing::PrintToString(text);
        const bool is_replaced = document.find("\xEF\xBF\xBD") != document.npos;
        ASSERT_TRUE(is_replaced || read.get<std::string>() == text) << document;
    }
}

}  // namespace

}  // namespace microfast::http
