#include <microfast/http/byte_block.hpp>

#include <gtest/gtest.h>

#include <string>

namespace microfast::http {

namespace {

using mask = byte_block::mask;

/// Sixteen bytes, `byte` in one place and 'x' in all others.
std::string with(int byte, std::size_t place) {
    std::string text(byte_block::size, 'x');
    text[place] = static_cast<char>(byte);
    return text;
}

TEST(byte_block, judges_each_byte_in_each_place) {
    for (int byte = 0; byte < 256; ++byte) {
        for (std::size_t place = 0; place < byte_block::size; ++place) {
            const auto block = byte_block::load(with(byte, place).data());
            const auto here = mask{1} << place;
            const bool high = byte >= 0x80;
            EXPECT_EQ(block.unprintable(), byte < ' ' || byte == 0x7F || high ? here : 0) << byte;
            EXPECT_EQ(block.below_space_or_high(), byte < ' ' || high ? here : 0) << byte;
            EXPECT_EQ(block.equal(':'), byte == ':' ? here : 0) << byte;
        }
    }
}

TEST(byte_block, compares_letters_in_any_case) {
    const auto block = byte_block::load("Content-Length:X");
    EXPECT_EQ(block.equal_with_bit_5(byte_block::load("cONTENT-LENGTH:x")), byte_block::first(16));
    EXPECT_EQ(block.equal_with_bit_5(byte_block::load("content_length:x")), 0xFF7FU);
}

TEST(byte_block, of_fewer_bytes_has_nuls_behind_them) {
    const auto block = byte_block::load("a:b", 2);
    EXPECT_EQ(block.equal(':'), 2U);
    EXPECT_EQ(block.equal('\0'), 0xFFFCU);
}

}  // namespace

}  // namespace microfast::http
