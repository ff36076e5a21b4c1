#include <microfast/core/base64.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace microfast {

namespace {

std::string encoded(std::string_view text) {
    return to_base64(std::as_bytes(std::span(text)));
}

// Source: RFC 4648, section 10.
TEST(base64, agrees_with_the_vectors_of_the_standard) {
    EXPECT_EQ(encoded(""), "");
    EXPECT_EQ(encoded("f"), "Zg==");
    EXPECT_EQ(encoded("fo"), "Zm8=");
    EXPECT_EQ(encoded("foo"), "Zm9v");
    EXPECT_EQ(encoded("foob"), "Zm9vYg==");
    EXPECT_EQ(encoded("fooba"), "Zm9vYmE=");
    EXPECT_EQ(encoded("foobar"), "Zm9vYmFy");
}

TEST(base64, reads_what_it_writes) {
    std::mt19937 random{1};
    for (std::size_t size = 0; size < 200; ++size) {
        bytes content(size);
        for (auto& octet : content)
            octet = static_cast<std::byte>(random());
        EXPECT_EQ(parse_base64(to_base64(content)), content);
    }
}

TEST(base64, refuses_every_other_spelling) {
    for (const std::string_view text :
         {"Z",
          "Zg",
          "Zg=",
          "Zg===",
          "Z===",
          "====",
          "Zm9v\n",
          "Zm9v ",
          "Zm-v",
          "Zm_v",
          "Zh==",
          "Zm9=",
          "=Zm9",
          "Zg==Zg==",
          "Zm=v"}) {
        EXPECT_FALSE(parse_base64(text).has_value()) << text;
    }
}

}  // namespace

}  // namespace microfast
