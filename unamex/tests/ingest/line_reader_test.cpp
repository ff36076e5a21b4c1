#include <ingest/line_reader.hpp>

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "temporary_directory.hpp"

namespace unamex::ingest {
namespace {

using ::testing::ElementsAre;
using tests::temporary_directory;

std::vector<std::string> lines_of(std::string_view content) {
    const temporary_directory directory;
    input_file file{directory.write("names", content)};
    line_reader reader{file};
    std::vector<std::string> lines;
    line next;
    while (reader.read(next)) {
        EXPECT_EQ(next.number, lines.size() + 1);
        lines.emplace_back(next.is_too_long ? "(too long)" : next.text);
    }
    return lines;
}

TEST(line_reader, cuts_at_line_ends) {
    EXPECT_THAT(lines_of("anna\nben\n"), ElementsAre("anna", "ben"));
    EXPECT_THAT(lines_of("anna\r\nben\r\n"), ElementsAre("anna", "ben"));
}

TEST(line_reader, needs_no_end_of_the_last_line) {
    EXPECT_THAT(lines_of("anna\nben"), ElementsAre("anna", "ben"));
}

TEST(line_reader, keeps_empty_lines) {
    EXPECT_THAT(lines_of("\nanna\n\n"), ElementsAre("", "anna", ""));
}

TEST(line_reader, finds_nothing_in_an_empty_file) {
    EXPECT_THAT(lines_of(""), ElementsAre());
}

TEST(line_reader, drops_a_byte_order_mark_at_the_start_only) {
    EXPECT_THAT(
        lines_of("\xef\xbb\xbf"
                 "anna\n\xef\xbb\xbf"
                 "ben"),
        ElementsAre(
            "anna",
            "\xef\xbb\xbf"
            "ben"
        )
    );
    EXPECT_THAT(lines_of("\xef\xbb"), ElementsAre("\xef\xbb"));
}

TEST(line_reader, keeps_a_null_byte) {
    EXPECT_THAT(lines_of(std::string_view{"a\0b\n", 4}), ElementsAre(std::string("a\0b", 3)));
}

TEST(line_reader, takes_lines_of_the_greatest_length) {
    const std::string longest(line_reader::longest, 'x');
    EXPECT_THAT(
        lines_of(longest + "\n" + longest + "\r\nanna"), ElementsAre(longest, longest, "anna")
    );
}

TEST(line_reader, skips_longer_lines_and_goes_on) {
    for (const auto size :
         {line_reader::longest + 1, line_reader::longest + 2, std::size_t{1'000'000}}) {
        const std::string longer(size, 'x');
        EXPECT_THAT(lines_of("anna\n" + longer + "\nben"), ElementsAre("anna", "(too long)", "ben"))
            << size;
        EXPECT_THAT(lines_of(longer), ElementsAre("(too long)")) << size;
    }
}

TEST(line_reader, finds_every_line_across_its_buffer) {
    std::string content;
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < 20'000; ++i) {
        expected.push_back(std::string(i % 97, 'a') + std::to_string(i));
        content += expected.back() + "\n";
    }
    EXPECT_EQ(lines_of(content), expected);
}

}  // namespace
}  // namespace unamex::ingest
