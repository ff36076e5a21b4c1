#include <microfast/http/llhttp_fields.hpp>

#include <gtest/gtest.h>

#include <string>

namespace microfast::http {

namespace {

using std::string_literals::operator""s;

const std::string request_line = "GET / HTTP/1.1\r\n";

int refusal_of(const std::string& lines, header_fields& fields, std::size_t limit = 100) {
    const auto head = request_line + lines;
    return read_fields_with_llhttp(
        head, std::string_view(head).substr(request_line.size()), limit, fields
    );
}

int refusal_of(const std::string& lines, std::size_t limit = 100) {
    header_fields fields;
    return refusal_of(lines, fields, limit);
}

TEST(llhttp_fields, are_names_and_trimmed_values) {
    const auto head = request_line + "Host: a\r\nTab:\tb\tc \r\nEmpty:\r\nLatin: \xE4\r\n\r\n";
    header_fields fields;
    ASSERT_EQ(
        read_fields_with_llhttp(
            head, std::string_view(head).substr(request_line.size()), 100, fields
        ),
        0
    );
    ASSERT_EQ(fields.size(), 4U);
    EXPECT_EQ(fields.find("tab"), "b\tc");
    EXPECT_EQ(fields.find("empty"), "");
    EXPECT_EQ(fields.find("latin"), "\xE4");
}

TEST(llhttp_fields, may_be_none) {
    EXPECT_EQ(refusal_of("\r\n"), 0);
}

TEST(llhttp_fields, are_refused_above_the_limit) {
    EXPECT_EQ(refusal_of("A: b\r\nC: d\r\n\r\n", 2), 0);
    EXPECT_EQ(refusal_of("A: b\r\nC: d\r\n\r\n", 1), 431);
}

TEST(llhttp_fields, are_held_to_more_than_llhttp_demands) {
    for (const auto& lines :
         {"A: b\r\n c\r\n\r\n"s,
          "A: b\r\n\tc\r\n\r\n"s,
          "A:\r\n b\r\n\r\n"s,
          "A: b\r\n \r\n\r\n"s,
          " A: b\r\n\r\n"s,
          "A : b\r\n\r\n"s,
          ": b\r\n\r\n"s,
          "A: b\nC: d\r\n\r\n"s,
          "A: b\rC: d\r\n\r\n"s,
          "A: b\r\n\r\r\n\r\n"s,
          "A: b\0\r\n\r\n"s,
          "A: b\x7F\r\n\r\n"s,
          "A\r\n\r\n"s}) {
        EXPECT_EQ(refusal_of(lines), 400) << testing::PrintToString(lines);
    }
}

}  // namespace

}  // namespace microfast::http
