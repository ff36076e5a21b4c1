#include <microfast/core/error.hpp>
#include <microfast/testing/test_client.hpp>

#include <gtest/gtest.h>

#include <chrono>

#include "testing/sample_routes.hpp"

namespace microfast::testing {

namespace {

TEST(test_client, gets_the_bytes_of_an_answer) {
    test_client client(sample_routes());
    const auto hello = client.get("/hello");
    EXPECT_EQ(hello.status(), 200);
    EXPECT_EQ(hello.body(), "hello");
    EXPECT_EQ(hello.header("content-type"), "text/plain; charset=utf-8");
    EXPECT_EQ(hello.header("Content-Length"), "5");
    EXPECT_EQ(hello.header("X-Nothing"), std::nullopt);
    EXPECT_TRUE(hello.head().starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST(test_client, sends_fields_and_bodies) {
    test_client client(sample_routes());
    EXPECT_EQ(client.post("/echo", "some text", {{"X-Greeting", "hi"}}).body(), "hi some text");
    EXPECT_EQ(client.post_json("/echo", "{}").body(), "application/json {}");
    EXPECT_EQ(client.get("/users/a%20b?q=1").body(), "a b q=1");
    EXPECT_EQ(client.get("/address").body(), "127.0.0.1");
    EXPECT_EQ(client.send("HEAD", "/hello").body(), "");
    EXPECT_EQ(client.send("HEAD", "/hello").header("Content-Length"), "5");
}

TEST(test_client, runs_coroutines_that_wait_and_bodies_in_pieces) {
    test_client client(sample_routes());
    EXPECT_EQ(client.get("/later").body(), "later");
    EXPECT_EQ(client.get("/pieces").body(), "one two three ");
}

TEST(test_client, streams_bodies_to_the_routes_that_do) {
    test_client client(sample_routes());
    EXPECT_EQ(client.post("/count", "").body(), "0 ");
    EXPECT_EQ(client.post("/count", std::string(100'000, 'x')).body(), "100000 ");
    EXPECT_EQ(client.post("/count", std::string(2'000'000, 'x')).status(), 413);
}

TEST(test_client, is_held_to_the_rules_and_limits_of_the_server) {
    test_client client(sample_routes(), {.limits = {.body = 10_B}});
    EXPECT_EQ(client.get("/no/such/path").status(), 404);
    EXPECT_EQ(client.send("PUT", "/hello").status(), 405);
    EXPECT_EQ(client.send("PUT", "/hello").header("Allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(client.send("BREW", "/hello").status(), 501);
    EXPECT_EQ(client.get("/a b").status(), 400);
    EXPECT_EQ(client.post("/echo", "12345678901").status(), 413);
    EXPECT_EQ(client.get("/throws").status(), 500);
    EXPECT_EQ(client.get("/throws/later").status(), 409);
}

TEST(test_client, keeps_cookies) {
    test_client client(sample_routes());
    EXPECT_EQ(client.get("/cookie").body(), "none");
    EXPECT_EQ(client.get("/cookie").body(), "visits=1");
    EXPECT_EQ(client.cookies().at("visits"), "1");
    client.cookies()["other"] = "x";
    EXPECT_EQ(client.get("/cookie").body(), "other=x; visits=1");
    EXPECT_EQ(client.get("/forget").status(), 200);
    EXPECT_EQ(client.get("/cookie").body(), "other=x");
}

TEST(test_client, runs_background_tasks_after_the_answer) {
    test_client client(sample_routes());
    EXPECT_EQ(client.get("/background").body(), "before 0");
    EXPECT_EQ(client.get("/background").body(), "before 1");
}

TEST(test_client, gives_up_when_nothing_answers) {
    test_client client(sample_routes(), {.patience = std::chrono::milliseconds{1}});
    EXPECT_THROW((void)client.get("/never"), error);
    EXPECT_EQ(client.get("/hello").body(), "hello");
}

TEST(test_response, refuses_what_is_no_answer) {
    EXPECT_THROW(test_response(""), error);
    EXPECT_THROW(test_response("HTTP/1.1 20x OK\r\n\r\n"), error);
    EXPECT_THROW(test_response("HTTP/1.1 200 OK\r\n"), error);
}

}  // namespace

}  // namespace microfast::testing
