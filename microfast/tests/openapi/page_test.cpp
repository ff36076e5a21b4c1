#include <microfast/openapi/page.hpp>

#include <gtest/gtest.h>

#include <string>

#include "binding/handling.hpp"

namespace microfast::openapi {

namespace {

http::response answer_of(const page& asked, std::string_view fields) {
    binding::sample from{"GET /", fields};
    http::response answer;
    asked.answer(from.request(), answer);
    return answer;
}

page compressed() {
    page made;
    made.content_type = "text/javascript";
    made.cache_control = "no-cache";
    made.tag = "tag";
    made.encoded = {{"br", "BR"}, {"gzip", "GZIP"}};
    return made;
}

TEST(page, answers_with_the_form_that_the_client_decodes) {
    const auto brotli = answer_of(compressed(), "Accept-Encoding: gzip, br\r\n");
    EXPECT_EQ(brotli.body, "BR");
    EXPECT_EQ(brotli.headers.find("Content-Encoding"), "br");
    EXPECT_EQ(brotli.headers.find("ETag"), "\"tag-br\"");
    EXPECT_EQ(brotli.headers.find("Vary"), "Accept-Encoding");
    EXPECT_EQ(answer_of(compressed(), "Accept-Encoding: gzip\r\n").body, "GZIP");
}

TEST(page, answers_a_client_that_has_it_with_304) {
    const auto answer =
        answer_of(compressed(), "Accept-Encoding: br\r\nIf-None-Match: \"old\", \"tag-br\"\r\n");
    EXPECT_EQ(answer.status, 304);
    EXPECT_TRUE(answer.body.empty());
    EXPECT_EQ(answer.headers.find("ETag"), "\"tag-br\"");
}

TEST(page, has_the_policy_that_it_was_given) {
    page made;
    made.owned = "<html>";
    made.tag = tag_of(made.owned);
    made.security_policy = "default-src 'none'";
    const auto answer = answer_of(made, "");
    EXPECT_EQ(answer.body, "<html>");
    EXPECT_EQ(answer.headers.find("Content-Security-Policy"), "default-src 'none'");
    EXPECT_EQ(answer.headers.find("X-Content-Type-Options"), "nosniff");
    EXPECT_FALSE(answer.headers.find("Content-Encoding"));
}

TEST(page, has_tags_that_differ_with_the_content) {
    EXPECT_EQ(tag_of("a"), tag_of("a"));
    EXPECT_NE(tag_of("a"), tag_of("b"));
    EXPECT_EQ(tag_of(""), "cbf29ce484222325-0");
}

}  // namespace

}  // namespace microfast::openapi
