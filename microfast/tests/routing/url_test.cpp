#include <microfast/core/error.hpp>

#include <gtest/gtest.h>

#include <vector>

#include "routing/router_harness.hpp"

namespace microfast::routing {

namespace {

using http::method;
using arguments = std::vector<url_argument>;

class url : public testing::Test {
protected:
    url() {
        routes.add(method::get, "/", {}, {}, "home");
        routes.add(method::get, "/users/{id:\\d+}/posts/{post}", {}, {}, "post");
        routes.add(method::get, "/files/{path*}", {}, {}, "file");
        routes.add(method::get, "/{all*}", {}, {}, "all");
        routes.add(method::get, "/a b/\xC3\xA4/{x}", {}, {}, "text");
    }
    std::string refusal(std::string_view name, const arguments& values) {
        try {
            return "accepted: " + routes.url_for(name, values);
        } catch (const error& thrown) {
            return thrown.what();
        }
    }

    router routes;
};

TEST_F(url, has_its_parameters_in_their_places) {
    EXPECT_EQ(routes.url_for("home", {}), "/");
    EXPECT_EQ(
        routes.url_for("post", arguments{{"post", "first"}, {"id", "7"}}), "/users/7/posts/first"
    );
    EXPECT_EQ(routes.url_for("file", arguments{{"path", "a/b.txt"}}), "/files/a/b.txt");
    EXPECT_EQ(routes.url_for("file", arguments{{"path", ""}}), "/files/");
}

TEST_F(url, is_percent_encoded) {
    EXPECT_EQ(
        routes.url_for("post", arguments{{"id", "7"}, {"post", "a/b?c#d%e \xC3\xA4-._~"}}),
        "/users/7/posts/a%2Fb%3Fc%23d%25e%20%C3%A4-._~"
    );
    EXPECT_EQ(routes.url_for("text", arguments{{"x", "1"}}), "/a%20b/%C3%A4/1");
    EXPECT_EQ(routes.url_for("file", arguments{{"path", "a b/c?d"}}), "/files/a%20b/c%3Fd");
}

TEST_F(url, leads_back_to_its_route_with_the_same_values) {
    const auto target =
        routes.url_for("post", arguments{{"id", "7"}, {"post", "a/b ?#%\xF0\x9F\x98\x80"}});
    EXPECT_EQ(
        found(routes, "GET", target),
        "/users/{id:\\d+}/posts/{post} id=7 post=a/b ?#%\xF0\x9F\x98\x80"
    );
}

TEST_F(url, is_refused_with_its_reason) {
    const std::string post = "the URL of /users/{id:\\d+}/posts/{post} ";
    EXPECT_EQ(refusal("nothing", {}), "no route has the name \"nothing\"");
    EXPECT_EQ(refusal("post", {{"id", "7"}}), post + "lacks the parameter {post}");
    EXPECT_EQ(
        refusal("post", {{"id", "7"}, {"post", "a"}, {"x", "b"}}),
        post + "was given a parameter twice, or one that it has not"
    );
    EXPECT_EQ(
        refusal("post", {{"id", "7"}, {"post", "a"}, {"post", "b"}}),
        post + "was given a parameter twice, or one that it has not"
    );
    EXPECT_EQ(
        refusal("post", {{"id", "x"}, {"post", "a"}}),
        post + "has a value for {id} that it does not match"
    );
    EXPECT_EQ(refusal("post", {{"id", "7"}, {"post", ""}}), post + "has nothing for {post}");
    EXPECT_EQ(refusal("post", {{"id", "7"}, {"post", ".."}}), post + "would have a dot segment");
    EXPECT_EQ(
        refusal("post", {{"id", "7"}, {"post", "\xFF"}}),
        post + "would have a value that is not text"
    );
    EXPECT_EQ(
        refusal("file", {{"path", "a/../b"}}), "the URL of /files/{path*} would have a dot segment"
    );
    EXPECT_EQ(
        refusal("all", {{"all", "/evil.com"}}), "the URL of /{all*} would start with two slashes"
    );
}

TEST_F(url, needs_names_that_no_two_routes_have) {
    try {
        routes.add(method::post, "/x", {}, {}, "home");
        FAIL() << "was accepted";
    } catch (const error& thrown) {
        EXPECT_STREQ(thrown.what(), "the route POST /x has the name \"home\" of /");
    }
}

}  // namespace

}  // namespace microfast::routing
