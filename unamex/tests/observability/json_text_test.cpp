#include <unamex/observability/json_text.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>

namespace unamex::observability {
namespace {

std::string json_of(std::string_view text) {
    std::string line;
    append_json_string(line, text);
    return line;
}

struct escaping {
    std::string_view text;
    std::string_view json;
};

class json_text : public testing::TestWithParam<escaping> {};

TEST_P(json_text, is_escaped) {
    EXPECT_EQ(json_of(GetParam().text), GetParam().json);
}

INSTANTIATE_TEST_SUITE_P(
    table,
    json_text,
    testing::Values(
        escaping{"", "\"\""},
        escaping{"alice", "\"alice\""},
        escaping{"a\"b\\c", "\"a\\\"b\\\\c\""},
        escaping{"a\nb\r\tc", "\"a\\u000ab\\u000d\\u0009c\""},
        escaping{std::string_view{"a\0b", 3}, "\"a\\u0000b\""},
        escaping{"\x1b[31mred\x7f", "\"\\u001b[31mred\\u007f\""},
        escaping{"caf\xc3\xa9 \xf0\x9f\x98\x80", "\"caf\xc3\xa9 \xf0\x9f\x98\x80\""},
        escaping{"\xc2\x85\xe2\x80\xa8\xe2\x80\xa9", "\"\\u0085\\u2028\\u2029\""},
        escaping{"\xe2\x80\xaegpj.exe", "\"\\u202egpj.exe\""},
        escaping{
            "a\xff"
            "b",
            "\"a\\ufffdb\""},
        escaping{"\xc0\xaf", "\"\\ufffd\\ufffd\""},
        escaping{"\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\""},
        escaping{"\xe2\x82", "\"\\ufffd\\ufffd\""},
        escaping{"\xf4\x90\x80\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\""}
    )
);

TEST(json_text_of_any_bytes, is_one_line_that_a_parser_reads) {
    std::mt19937 random{31};
    for (int round = 0; round < 5'000; ++round) {
        std::string text(random() % 30, '\0');
        for (auto& byte : text)
            byte = static_cast<char>(random() % 3 == 0 ? random() : random() % 128);
        const auto line = json_of(text);
        ASSERT_EQ(line.find_first_of("\n\r"), std::string::npos);
        ASSERT_TRUE(nlohmann::json::parse(line).is_string());
    }
}

TEST(json_text_of_any_bytes, is_read_back_as_it_was_where_it_was_utf_8) {
    const std::string text = "line\none \"two\" \\ \xe2\x80\xa8 caf\xc3\xa9";
    EXPECT_EQ(nlohmann::json::parse(json_of(text)).get<std::string>(), text);
}

}  // namespace
}  // namespace unamex::observability
