#include <microfast/core/error.hpp>
#include <microfast/net/endpoint.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace microfast::net {

namespace {

TEST(endpoint, is_read_in_every_form_a_person_writes) {
    EXPECT_EQ(to_string(parse_endpoint("127.0.0.1:8080")), "127.0.0.1:8080");
    EXPECT_EQ(to_string(parse_endpoint("[::1]:80")), "[::1]:80");
    EXPECT_EQ(to_string(parse_endpoint("[::]:0")), "[::]:0");
    EXPECT_EQ(to_string(parse_endpoint(":65535")), "0.0.0.0:65535");
    EXPECT_EQ(to_string(parse_endpoint("localhost:1")), "127.0.0.1:1");
}

class not_an_endpoint : public testing::TestWithParam<const char*> {};

TEST_P(not_an_endpoint, is_refused_with_its_own_words) {
    try {
        static_cast<void>(parse_endpoint(GetParam()));
        FAIL() << GetParam();
    } catch (const error& failure) {
        EXPECT_THAT(failure.what(), testing::HasSubstr('"' + std::string{GetParam()} + '"'));
    }
}

INSTANTIATE_TEST_SUITE_P(
    endpoint,
    not_an_endpoint,
    testing::Values(
        "",
        "8080",
        "127.0.0.1:",
        "127.0.0.1:x",
        "127.0.0.1:80x",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "127.0.0.1: 80",
        "127.0.0:80",
        "::1:80",
        "[127.0.0.1]:80",
        "[]:80",
        "example.com:80"
    )
);

}  // namespace

}  // namespace microfast::net
