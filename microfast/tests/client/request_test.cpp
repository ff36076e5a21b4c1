#include <microfast/client/request.hpp>
#include <microfast/core/error.hpp>

#include <gtest/gtest.h>

#include "server/scripted_source.hpp"

namespace microfast::client {

namespace {

std::string written(const request& asked) {
    std::string bytes;
    append_request(asked, "shop:8080", bytes);
    return bytes;
}

TEST(client_request, has_no_body_unless_there_is_one) {
    request asked;
    asked.target = "/a?b=c";
    asked.headers.append("Accept", "text/plain");
    EXPECT_EQ(
        written(asked), "GET /a?b=c HTTP/1.1\r\nHost: shop:8080\r\nAccept: text/plain\r\n\r\n"
    );
}

TEST(client_request, says_how_long_its_body_is) {
    request asked;
    asked.method = http::method::post;
    asked.authority = "example.com";
    EXPECT_EQ(written(asked), "POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 0\r\n\r\n");
    asked.body = "hello";
    EXPECT_EQ(
        written(asked), "POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 5\r\n\r\nhello"
    );
}

TEST(client_request, leaves_the_body_to_its_source) {
    request asked;
    asked.method = http::method::put;
    auto source = server::pieces({"a"});
    asked.source = source.get();
    asked.expect = expectation::continue_;
    EXPECT_EQ(
        written(asked),
        "PUT / HTTP/1.1\r\nHost: shop:8080\r\nTransfer-Encoding: chunked\r\n"
        "Expect: 100-continue\r\n\r\n"
    );
    source->announced = 7;
    asked.expect = expectation::none;
    EXPECT_EQ(written(asked), "PUT / HTTP/1.1\r\nHost: shop:8080\r\nContent-Length: 7\r\n\r\n");
}

TEST(client_request, is_one_request_and_no_more) {
    for (const auto* const target : {"", "a", "/a b", "/a\r\nX: y", "/\x80", "http://a/"}) {
        request asked;
        asked.target = target;
        EXPECT_THROW(written(asked), error) << target;
    }
    request asked;
    asked.authority = "a\r\nX: y";
    EXPECT_THROW(written(asked), error);
    for (const auto* const name : {"host", "Expect"}) {
        request twice;
        twice.headers.append(name, "a");
        EXPECT_THROW(written(twice), error) << name;
    }
}

TEST(client_request, may_be_repeated_if_it_is_idempotent) {
    EXPECT_TRUE(is_idempotent(http::method::get));
    EXPECT_TRUE(is_idempotent(http::method::put));
    EXPECT_TRUE(is_idempotent(http::method::delete_));
    EXPECT_FALSE(is_idempotent(http::method::post));
    EXPECT_FALSE(is_idempotent(http::method::patch));
    EXPECT_FALSE(is_idempotent(http::method::unknown));
}

}  // namespace

}  // namespace microfast::client
