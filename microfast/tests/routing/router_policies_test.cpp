#include <microfast/core/error.hpp>

#include <gtest/gtest.h>

#include "routing/router_harness.hpp"

namespace microfast::routing {

namespace {

using http::method;

TEST(router, gives_an_expression_what_it_matches) {
    const auto table = with_routes(
        {{method::get, "/users/{id:\\d+}"},
         {method::get, "/users/{name:[a-z]{2,8}}/posts"},
         {method::post, "/users/{name}"}}
    );
    EXPECT_EQ(found(table, "GET", "/users/42"), "/users/{id:\\d+} id=42");
    EXPECT_EQ(found(table, "GET", "/users/4x"), "405 POST, OPTIONS");
    EXPECT_EQ(found(table, "GET", "/users/ann/posts"), "/users/{name:[a-z]{2,8}}/posts name=ann");
    EXPECT_EQ(found(table, "GET", "/users/a/posts"), "404 ");
    EXPECT_EQ(found(table, "POST", "/users/42"), "/users/{name} name=42");
    EXPECT_EQ(found(table, "PUT", "/users/42"), "405 GET, HEAD, POST, OPTIONS");
}

TEST(router, prefers_text_to_expressions_to_parameters_to_tails) {
    const auto table = with_routes(
        {{method::get, "/{rest*}"},
         {method::get, "/{any}"},
         {method::get, "/{word:[a-z]+}"},
         {method::get, "/{two:..}"},
         {method::get, "/me"},
         {method::get, "/{word:[a-z]+}/x"}}
    );
    EXPECT_EQ(found(table, "GET", "/me"), "/me");
    EXPECT_EQ(found(table, "GET", "/ab"), "/{word:[a-z]+} word=ab");
    EXPECT_EQ(found(table, "GET", "/12"), "/{two:..} two=12");
    EXPECT_EQ(found(table, "GET", "/123"), "/{any} any=123");
    EXPECT_EQ(found(table, "GET", "/123/x"), "/{rest*} rest=123/x");
    EXPECT_EQ(found(table, "GET", "/ab/x"), "/{word:[a-z]+}/x word=ab");
    EXPECT_EQ(found(table, "GET", "/"), "/{rest*} rest=");
}

TEST(router, matches_expressions_with_decoded_segments) {
    const auto table = with_routes({{method::get, "/{path:[a-z/ ]+}"}, {method::get, "/x/{a:.+}"}});
    EXPECT_EQ(found(table, "GET", "/a%20b%2Fc"), "/{path:[a-z/ ]+} path=a b/c");
    EXPECT_EQ(found(table, "GET", "/x/"), "404 ");
}

TEST(router, refuses_the_same_expression_at_the_same_place) {
    auto table = with_routes({{method::get, "/{id:\\d+}"}});
    EXPECT_NO_THROW(table.add(method::get, "/{id:[0-9]+}", {}));
    try {
        table.add(method::get, "/{number:\\d+}", {});
        FAIL() << "was accepted";
    } catch (const error& thrown) {
        EXPECT_STREQ(
            thrown.what(), "the route GET /{number:\\d+} matches exactly what /{id:\\d+} matches"
        );
    }
}

TEST(router, redirects_to_the_path_with_the_other_slash) {
    const auto table = with_routes(
        {{method::get, "/a"},
         {method::post, "/b/"},
         {method::get, "/c/{x}"},
         {method::get, "/files/{path*}"},
         {method::get, "/both"},
         {method::get, "/both/"}},
        {.trailing_slash = trailing_slash::redirect}
    );
    EXPECT_EQ(found(table, "GET", "/a/"), "308 /a");
    EXPECT_EQ(found(table, "GET", "/a/?q=1&r"), "308 /a?q=1&r");
    EXPECT_EQ(found(table, "POST", "/b?q"), "308 /b/?q");
    EXPECT_EQ(found(table, "GET", "/c/%20%2F/"), "308 /c/%20%2F");
    EXPECT_EQ(found(table, "GET", "/files"), "308 /files/");
    EXPECT_EQ(found(table, "GET", "/both/"), "/both/");
    EXPECT_EQ(found(table, "GET", "/both"), "/both");
    EXPECT_EQ(found(table, "GET", "http://example.com/a/?q"), "308 /a?q");
    EXPECT_EQ(found(table, "GET", "/a//"), "404 ");
    EXPECT_EQ(found(table, "PUT", "/a/"), "405 GET, HEAD, OPTIONS");
    EXPECT_EQ(found(table, "GET", "/d/"), "404 ");
    EXPECT_EQ(found(table, "GET", "/"), "404 ");
}

TEST(router, never_redirects_to_another_host) {
    const auto table =
        with_routes({{method::get, "/{a:.*}/{b}/"}}, {.trailing_slash = trailing_slash::redirect});
    EXPECT_EQ(found(table, "GET", "/x/evil.com"), "308 /x/evil.com/");
    EXPECT_EQ(found(table, "GET", "//evil.com"), "404 ");
    EXPECT_EQ(found(table, "GET", "/evil.com/../x/y"), "308 /evil.com/../x/y/");
    EXPECT_EQ(found(table, "GET", "//evil.com/../../x/y"), "404 ");
    EXPECT_EQ(found(table, "GET", "//x/../y/evil.com"), "404 ");
    EXPECT_EQ(found(table, "GET", "http://a//evil.com/x/../y"), "404 ");
}

TEST(router, takes_both_paths_as_one_when_slashes_are_ignored) {
    const auto table = with_routes(
        {{method::get, "/a"}, {method::post, "/b/{x}/"}, {method::get, "/f/{path*}"}},
        {.trailing_slash = trailing_slash::ignore}
    );
    EXPECT_EQ(found(table, "GET", "/a/"), "/a");
    EXPECT_EQ(found(table, "POST", "/b/7"), "/b/{x}/ x=7");
    EXPECT_EQ(found(table, "GET", "/f"), "/f/{path*} path=");
    EXPECT_EQ(found(table, "GET", "/f/x/"), "/f/{path*} path=x/");
    EXPECT_EQ(found(table, "PUT", "/a/"), "405 GET, HEAD, OPTIONS");
}

TEST(router, ignores_the_case_of_text_when_asked_to) {
    auto table = with_routes(
        {{method::get, "/Users/{id}"}, {method::get, "/Me"}, {method::get, "/{x:[a-z]+}/z"}},
        {.paths = path_case::ignored}
    );
    EXPECT_EQ(found(table, "GET", "/uSERS/Ann"), "/Users/{id} id=Ann");
    EXPECT_EQ(found(table, "GET", "/ME"), "/Me");
    EXPECT_EQ(found(table, "GET", "/abc/Z"), "/{x:[a-z]+}/z x=abc");
    EXPECT_EQ(found(table, "GET", "/ABC/Z"), "404 ");
    EXPECT_THROW(table.add(method::get, "/mE", {}), error);
    EXPECT_THROW(table.add(method::get, "/USERS/{x}", {}), error);
}

TEST(router, gives_a_host_routes_of_its_own) {
    auto table = with_routes({{method::get, "/a"}});
    table.host("api.example.com").add(method::get, "/b/{x}", {});
    table.host("*.Example.com").add(method::get, "/c", {});
    EXPECT_EQ(found(table, "GET", "/a"), "/a");
    EXPECT_EQ(found(table, "GET", "/b/1"), "404 ");
    EXPECT_EQ(found(table, "GET", "/b/1", "API.example.com:8080"), "/b/{x} x=1");
    EXPECT_EQ(found(table, "GET", "/b/1", "api.example.com."), "/b/{x} x=1");
    EXPECT_EQ(found(table, "GET", "/a", "api.example.com"), "404 ");
    EXPECT_EQ(found(table, "GET", "/c", "www.example.com"), "/c");
    EXPECT_EQ(found(table, "GET", "/c", "a.b.example.com"), "404 ");
    EXPECT_EQ(found(table, "GET", "/a", "a.b.example.com"), "/a");
    EXPECT_EQ(found(table, "GET", "/a", "[::1]:80"), "/a");
    EXPECT_EQ(found(table, "PUT", "/c", "www.example.com"), "405 GET, HEAD, OPTIONS");
    EXPECT_EQ(found(table, "OPTIONS", "*", "www.example.com"), "204 GET, HEAD, OPTIONS");
    table.host("api.EXAMPLE.com").add(method::get, "/d", {});
    EXPECT_EQ(found(table, "GET", "/d", "api.example.com"), "/d");
    for (const auto* name : {"", "a b", "a:80", "*", "*.", "a.*.b", ".a", "a.", "http://a"}) {
        EXPECT_THROW((void)table.host(name), error) << name;
    }
}

}  // namespace

}  // namespace microfast::routing
