#include <microfast/middleware/conditional_requests.hpp>

#include <gtest/gtest.h>

#include <string>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

const std::string text(100, 'x');

exchange& asked(exchange& one, const http::handler& handler = answering(text)) {
    one.call(conditional_requests(), handler);
    return one;
}

std::string tag_of_text() {
    exchange one("GET", "/");
    return asked(one).field("ETag");
}

TEST(conditional_requests, tag_what_has_no_tag) {
    const auto tag = tag_of_text();
    EXPECT_TRUE(tag.starts_with("W/\"") && tag.ends_with("-100\"")) << tag;
    EXPECT_EQ(tag_of_text(), tag);
    exchange other("GET", "/");
    EXPECT_NE(asked(other, answering(text + "y")).field("ETag"), tag);
}

TEST(conditional_requests, send_no_content_again) {
    const auto tag = tag_of_text();
    for (const auto* method : {"GET", "HEAD"}) {
        exchange one(method, "/", "If-None-Match: \"other\", " + tag + "\r\n");
        EXPECT_EQ(asked(one).out.status, 304);
        EXPECT_EQ(one.out.body, "");
        EXPECT_EQ(one.field("ETag"), tag);
        EXPECT_EQ(one.field("Content-Type"), "(none)");
    }
    exchange changed("GET", "/", "If-None-Match: \"other\"\r\n");
    EXPECT_EQ(asked(changed).out.status, 200);
}

TEST(conditional_requests, keep_the_tag_and_the_date_of_the_handler) {
    const auto handler = plain([](http::request&, http::response& out) {
        out.set_text("x");
        out.headers.set("ETag", "\"v7\"");
        out.headers.set("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
    });
    exchange same("GET", "/", "If-None-Match: \"v7\"\r\n");
    EXPECT_EQ(asked(same, handler).out.status, 304);
    exchange since("GET", "/", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
    EXPECT_EQ(asked(since, handler).out.status, 304);
    exchange before("GET", "/", "If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT\r\n");
    EXPECT_EQ(asked(before, handler).out.status, 200);
    EXPECT_EQ(before.field("ETag"), "\"v7\"");
}

TEST(conditional_requests, refuse_what_only_another_version_may_answer) {
    exchange one("GET", "/", "If-Match: \"other\"\r\n");
    EXPECT_EQ(asked(one).out.status, 412);
}

TEST(conditional_requests, leave_other_methods_errors_and_large_bodies_alone) {
    exchange post("POST", "/", "If-Match: \"other\"\r\n");
    EXPECT_EQ(asked(post).out.status, 200);
    EXPECT_EQ(post.field("ETag"), "(none)");
    exchange failed("GET", "/", "If-None-Match: *\r\n");
    const auto fails = plain([](http::request&, http::response& out) { out.set_problem(404, ""); });
    EXPECT_EQ(asked(failed, fails).out.status, 404);
    exchange large("GET", "/");
    large.call(conditional_requests({.largest_tagged = 99_B}), answering(text));
    EXPECT_EQ(large.field("ETag"), "(none)");
}

}  // namespace

}  // namespace microfast::middleware
