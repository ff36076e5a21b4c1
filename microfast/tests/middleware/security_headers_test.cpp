#include <microfast/core/error.hpp>
#include <microfast/middleware/field_edits.hpp>
#include <microfast/middleware/security_headers.hpp>

#include <gtest/gtest.h>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

TEST(security_headers, are_on_every_answer) {
    exchange one("GET", "/");
    one.call(security_headers(), plain([](http::request&, http::response&) {
                 throw http_error(404, "none");
             }));
    EXPECT_EQ(one.field("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(one.field("X-Frame-Options"), "DENY");
    EXPECT_EQ(one.field("Referrer-Policy"), "strict-origin-when-cross-origin");
    EXPECT_EQ(one.field("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(one.field("Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_EQ(one.field("Content-Security-Policy"), "default-src 'self'; frame-ancestors 'none'");
    EXPECT_EQ(one.field("Strict-Transport-Security"), "(none)");
    EXPECT_EQ(one.field("Permissions-Policy"), "(none)");
}

TEST(security_headers, leave_those_of_the_handler_alone) {
    exchange one("GET", "/");
    one.call(security_headers(), plain([](http::request&, http::response& out) {
                 out.headers.set("content-security-policy", "default-src 'none'");
             }));
    EXPECT_EQ(one.field("Content-Security-Policy"), "default-src 'none'");
}

TEST(security_headers, promise_tls_only_when_asked_to) {
    const security_headers_options options{
        .frame_options = "",
        .transport_security = std::chrono::hours{24},
        .transport_security_of_subdomains = true};
    exchange one("GET", "/");
    one.call(security_headers(options), answering("ok"));
    EXPECT_EQ(one.field("Strict-Transport-Security"), "max-age=86400; includeSubDomains");
    EXPECT_EQ(one.field("X-Frame-Options"), "(none)");
    EXPECT_THROW((void)security_headers({.frame_options = "DENY\r\nX: y"}), error);
}

TEST(field_edits, name_a_field_in_vary_once) {
    http::response_headers headers;
    add_to_vary(headers, "Origin");
    add_to_vary(headers, "Accept-Encoding");
    add_to_vary(headers, "origin");
    EXPECT_EQ(headers.find("Vary"), "Origin, Accept-Encoding");
    headers.set("Vary", "*");
    add_to_vary(headers, "Origin");
    EXPECT_EQ(headers.find("Vary"), "*");
}

}  // namespace

}  // namespace microfast::middleware
