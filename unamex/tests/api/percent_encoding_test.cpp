#include <api/percent_encoding.hpp>

#include <gmock/gmock.h>

namespace unamex::api {
namespace {

TEST(percent_encode, leaves_unreserved_characters_alone) {
    EXPECT_EQ(percent_encode("Anna-1.b_c~"), "Anna-1.b_c~");
}

TEST(percent_encode, encodes_everything_else) {
    EXPECT_EQ(percent_encode("a b/%?"), "a%20b%2F%25%3F");
    EXPECT_EQ(percent_encode("\xd0\xb8"), "%D0%B8");
    EXPECT_EQ(percent_encode(std::string_view{"\0", 1}), "%00");
}

TEST(decode_query_part, undoes_percent_encoding) {
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte)
        every_byte += static_cast<char>(byte);
    EXPECT_EQ(decode_query_part(percent_encode(every_byte)), every_byte);
}

TEST(decode_query_part, takes_plus_for_a_space) {
    EXPECT_EQ(decode_query_part("a+b%2Bc"), "a b+c");
}

TEST(decode_query_part, refuses_percent_signs_without_digits) {
    for (const auto* text : {"%", "%4", "%4g", "%g4", "%-1", "%+1", "a%"})
        EXPECT_FALSE(decode_query_part(text)) << text;
}

}  // namespace
}  // namespace unamex::api
