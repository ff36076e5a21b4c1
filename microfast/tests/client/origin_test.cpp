#include <microfast/client/origin.hpp>
#include <microfast/core/error.hpp>

#include <gtest/gtest.h>

namespace microfast::client {

namespace {

TEST(origin, is_read_from_what_people_write) {
    EXPECT_EQ(parse_origin("http://shop.internal:8080"), (origin{"shop.internal", 8080}));
    EXPECT_EQ(parse_origin("127.0.0.1:9000"), (origin{"127.0.0.1", 9000}));
    EXPECT_EQ(parse_origin("http://shop/"), (origin{"shop", 80}));
    EXPECT_EQ(parse_origin("http://[::1]:81"), (origin{"::1", 81}));
    EXPECT_EQ(parse_origin("[2001:db8::1]"), (origin{"2001:db8::1", 80}));
}

TEST(origin, names_what_is_none) {
    for (const auto* const text :
         {"",
          "https://a",
          "http://a/b",
          "http://me@a",
          "a:0",
          "a:65536",
          "a:x",
          "a:",
          "[::1",
          "a b"}) {
        EXPECT_THROW((void)parse_origin(text), error) << text;
    }
}

TEST(origin, is_a_host_field_without_the_usual_port) {
    EXPECT_EQ((origin{"shop", 80}).authority(), "shop");
    EXPECT_EQ((origin{"shop", 8080}).authority(), "shop:8080");
    EXPECT_EQ((origin{"::1", 8080}).authority(), "[::1]:8080");
}

}  // namespace

}  // namespace microfast::client
