#include <microfast/core/error.hpp>
#include <microfast/middleware/cors.hpp>

#include <gtest/gtest.h>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

const std::string app = "Origin: https://app.example.com\r\n";
const std::string preflight = "Access-Control-Request-Method: PUT\r\n";

cors_options for_app() {
    return {.origins = {"https://app.example.com"}};
}

TEST(cors, marks_the_answer_for_an_allowed_origin) {
    exchange one("GET", "/", app);
    one.call(cors(for_app()), answering("ok"));
    EXPECT_EQ(one.field("Access-Control-Allow-Origin"), "https://app.example.com");
    EXPECT_EQ(one.field("Access-Control-Allow-Credentials"), "(none)");
    EXPECT_EQ(one.field("Vary"), "Origin");
    EXPECT_EQ(one.out.body, "ok");
}

TEST(cors, gives_another_origin_no_field_and_caches_a_warning) {
    for (const auto* fields : {"", "Origin: https://evil.example\r\n", "Origin: null\r\n"}) {
        exchange one("GET", "/", fields);
        one.call(cors(for_app()), answering("ok"));
        EXPECT_EQ(one.field("Access-Control-Allow-Origin"), "(none)") << fields;
        EXPECT_EQ(one.field("Vary"), "Origin");
    }
}

TEST(cors, marks_errors_too) {
    exchange one("GET", "/", app);
    one.call(cors(for_app()), plain([](http::request&, http::response&) {
                 throw http_error(404, "none");
             }));
    EXPECT_EQ(one.out.status, 404);
    EXPECT_EQ(one.field("Access-Control-Allow-Origin"), "https://app.example.com");
}

TEST(cors, answers_a_preflight_itself) {
    exchange one("OPTIONS", "/no/such/path", app + preflight);
    one.call(cors(for_app()), answering("not asked"));
    EXPECT_EQ(one.out.status, 204);
    EXPECT_EQ(one.out.body, "");
    EXPECT_EQ(one.field("Access-Control-Allow-Origin"), "https://app.example.com");
    EXPECT_EQ(one.field("Access-Control-Allow-Methods"), "GET, HEAD, POST, PUT, PATCH, DELETE");
    EXPECT_EQ(one.field("Access-Control-Allow-Headers"), "Content-Type");
    EXPECT_EQ(one.field("Access-Control-Max-Age"), "600");
    EXPECT_EQ(
        one.field("Vary"), "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
    );
}

TEST(cors, refuses_the_preflight_of_another_origin_without_a_word) {
    exchange one("OPTIONS", "/", "Origin: https://evil.example\r\n" + preflight);
    one.call(cors(for_app()), answering("not asked"));
    EXPECT_EQ(one.out.status, 204);
    EXPECT_EQ(one.field("Access-Control-Allow-Origin"), "(none)");
    EXPECT_EQ(one.field("Access-Control-Allow-Methods"), "(none)");
}

TEST(cors, leaves_an_options_request_that_is_no_preflight_to_its_route) {
    for (const auto& fields : {app, preflight, std::string()}) {
        exchange one("OPTIONS", "/", fields);
        one.call(cors(for_app()), answering("own"));
        EXPECT_EQ(one.out.body, "own") << fields;
    }
}

TEST(cors, lets_every_origin_in_without_credentials) {
    exchange one("GET", "/", app);
    one.call(cors({.origins = {"*"}}), answering("ok"));
    EXPECT_EQ(one.field("Access-Control-Allow-Origin"), "*");
    EXPECT_EQ(one.field("Vary"), "(none)");
}

TEST(cors, takes_expressions_for_whole_origins) {
    const auto layer = cors(
        {.origin_patterns = {containers::regex(R"(https://[a-z]+\.example\.com)")},
         .exposed_headers = {"X-Total", "ETag"},
         .credentials = true}
    );
    exchange one("GET", "/", app), other("GET", "/", "Origin: https://app.example.com.evil\r\n");
    one.call(layer, answering("ok"));
    EXPECT_EQ(one.field("Access-Control-Allow-Origin"), "https://app.example.com");
    EXPECT_EQ(one.field("Access-Control-Allow-Credentials"), "true");
    EXPECT_EQ(one.field("Access-Control-Expose-Headers"), "X-Total, ETag");
    other.call(layer, answering("ok"));
    EXPECT_EQ(other.field("Access-Control-Allow-Origin"), "(none)");
    EXPECT_EQ(other.field("Access-Control-Expose-Headers"), "(none)");
}

TEST(cors, echoes_the_fields_that_are_asked_for_when_all_are_allowed) {
    auto options = for_app();
    options.request_headers = {"*"};
    exchange one("OPTIONS", "/", app + preflight + "Access-Control-Request-Headers: x-a, x-b\r\n");
    one.call(cors(options), answering("not asked"));
    EXPECT_EQ(one.field("Access-Control-Allow-Headers"), "x-a, x-b");
}

TEST(cors, refuses_options_that_no_browser_understands) {
    EXPECT_THROW((void)cors({.origins = {"*"}, .credentials = true}), error);
    for (const auto* origin : {"example.com", "https://a/", "https://A", "https://", "://a", ""}) {
        EXPECT_THROW((void)cors({.origins = {origin}}), error) << origin;
    }
    EXPECT_THROW((void)cors({.exposed_headers = {"a b"}}), error);
}

}  // namespace

}  // namespace microfast::middleware
