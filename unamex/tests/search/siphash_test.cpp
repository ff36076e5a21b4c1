#include <unamex/search/siphash.hpp>

#include <gtest/gtest.h>

#include <string>

namespace unamex::search {
namespace {

// Key 00 01 .. 0f, text 00 01 ..: the vectors of the reference implementation.
std::uint64_t of_counted_bytes(std::size_t length) {
    siphash_key key{};
    for (std::size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<std::byte>(i);
    std::string text;
    for (std::size_t i = 0; i < length; ++i)
        text += static_cast<char>(i);
    return siphash(key, text);
}

TEST(siphash, agrees_with_the_published_vectors) {
    EXPECT_EQ(of_counted_bytes(0), 0x726f'db47'dd0e'0e31U);
    EXPECT_EQ(of_counted_bytes(1), 0x74f8'39c5'93dc'67fdU);
    EXPECT_EQ(of_counted_bytes(15), 0xa129'ca61'49be'45e5U);
}

TEST(siphash, differs_under_another_key) {
    siphash_key other{};
    other.back() = std::byte{1};
    EXPECT_NE(siphash({}, "alice"), siphash(other, "alice"));
}

}  // namespace
}  // namespace unamex::search
