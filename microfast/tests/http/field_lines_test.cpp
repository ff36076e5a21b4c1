#include <microfast/http/field_lines.hpp>
#include <microfast/http/llhttp_fields.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace microfast::http {

namespace {

using std::string_literals::operator""s;

std::string in_one_line(const header_fields& fields) {
    std::string text;
    for (const auto& field : fields) {
        text.append(field.name).append("=").append(field.value).append(";");
    }
    return text;
}

std::string read_plain(const std::string& lines, std::size_t limit = 100) {
    header_fields fields;
    const auto size = read_plain_field_lines(lines, limit, fields);
    if (size == 0) return "not plain";
    EXPECT_EQ(size, lines.size());
    return in_one_line(fields);
}

TEST(field_lines, are_names_and_trimmed_values) {
    EXPECT_EQ(read_plain("\r\n"), "");
    EXPECT_EQ(read_plain("Host: a\r\n\r\n"), "Host=a;");
    EXPECT_EQ(read_plain("A:b\r\nC:  d e  \r\nF:\r\nG:   \r\n\r\n"), "A=b;C=d e;F=;G=;");
    EXPECT_EQ(
        read_plain("A: " + std::string(1000, 'b') + "\r\n\r\n"), "A=" + std::string(1000, 'b') + ";"
    );
}

TEST(field_lines, end_with_the_empty_line_whatever_follows) {
    for (const auto& behind :
         {"G"s, "\r\n\r\n"s, "GET / HTTP/1.1\r\nHost: b\r\n\r\n"s, "\0\xFF"s}) {
        const auto lines = "Host: a\r\n\r\n" + behind;
        header_fields fields;
        EXPECT_EQ(read_plain_field_lines(lines, 100, fields), 11U);
        EXPECT_EQ(in_one_line(fields), "Host=a;");
    }
}

TEST(field_lines, without_their_end_are_not_plain) {
    const auto lines = "Host: a\r\nA-Name-Of-More-Than-Sixteen-Bytes: b\r\n\r\n"s;
    for (std::size_t size = 0; size < lines.size(); ++size)
        EXPECT_EQ(read_plain(lines.substr(0, size)), "not plain") << size;
}

TEST(field_lines, stop_at_the_limit) {
    EXPECT_EQ(read_plain("A:b\r\nC:d\r\n\r\n", 2), "A=b;C=d;");
    EXPECT_EQ(read_plain("A:b\r\nC:d\r\n\r\n", 1), "not plain");
}

TEST(field_lines, are_not_plain_if_any_byte_of_a_value_is_not_printable) {
    for (int byte = 0; byte < 256; ++byte) {
        const bool is_plain = byte >= ' ' && byte <= '~';
        for (std::size_t place = 0; place < 20; ++place) {
            auto value = std::string(20, 'x');
            value[place] = static_cast<char>(byte);
            EXPECT_EQ(read_plain("A:" + value + "\r\n\r\n") != "not plain", is_plain)
                << byte << " at " << place;
        }
    }
}

TEST(field_lines, are_not_plain_if_they_are_not_lines_of_fields) {
    for (const auto& lines :
         {"A\r\n\r\n"s,
          ":b\r\n\r\n"s,
          "A :b\r\n\r\n"s,
          " A:b\r\n\r\n"s,
          "A:b\n\r\n"s,
          "A:b\r\r\n\r\n"s,
          "A:b\r\n c\r\n\r\n"s,
          "A:b\rC:d\r\n\r\n"s,
          "A\x80:b\r\n\r\n"s,
          "\rA:b\r\n\r\n"s,
          "A:b\r\n\rC:d\r\n\r\n"s}) {
        EXPECT_EQ(read_plain(lines), "not plain") << testing::PrintToString(lines);
    }
}

TEST(field_lines, that_are_plain_are_read_by_llhttp_alike) {
    std::mt19937 random(42);
    const auto below = [&](std::size_t bound) {
        return static_cast<std::size_t>(random() % bound);
    };
    const std::string alphabet = "aZ-_:;,\t \r\n\0\x7F\x80(\""s;
    const std::string request_line = "GET / HTTP/1.1\r\n";
    int plain = 0;
    for (int round = 0; round < 50'000; ++round) {
        std::string lines =
            "Host: a\r\nX-Long-Name:  some value, and \"more\" \r\nEmpty:\r\nCookie: a=b\r\n\r\n";
        for (auto changes = below(4); changes > 0; --changes)
            lines[below(lines.size() - 4)] = alphabet[below(alphabet.size())];
        if (lines.find("\r\n\r\n") != lines.size() - 4) continue;
        const auto ours = read_plain(lines);
        if (ours == "not plain") continue;
        ++plain;
        const auto head = request_line + lines;
        header_fields fields;
        ASSERT_EQ(
            read_fields_with_llhttp(
                head, std::string_view(head).substr(request_line.size()), 100, fields
            ),
            0
        ) << testing::PrintToString(lines);
        ASSERT_EQ(in_one_line(fields), ours);
    }
    EXPECT_GT(plain, 10'000);
}

}  // namespace

}  // namespace microfast::http
