/// Conduct 91 to 101: answers. Source: RFC 9110, sections 6, 8, 9 and 15.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conduct/conduct.hpp"

namespace microfast::conduct {

namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;
using namespace std::string_literals;

TEST(conduct, n091_answers_head_like_get_without_the_body) {
    for (const auto* const path :
         {"/hello", "/repeat/100000", "/none", "/throws", "/static/none"}) {
        SCOPED_TRACE(path);
        wire client(the_server().port());
        client.send(get(path) + line("HEAD "s + path + " HTTP/1.1") + get("/hello"));
        const auto whole = client.read();
        const auto head = client.read(asked_with::head);
        EXPECT_EQ(head.status, whole.status);
        EXPECT_EQ(head.field("Content-Length"), std::to_string(whole.body.size()));
        EXPECT_EQ(head.field("Content-Type"), whole.field("Content-Type"));
        EXPECT_EQ(client.read().body, "hello");
    }
    EXPECT_EQ(ask(line("HEAD /echo HTTP/1.1"), asked_with::head).status, 405);
}

TEST(conduct, n092_sends_no_body_where_none_may_be) {
    expect_answered({{"204", get("/status/204")}}, {204});
    expect_answered({{"304", get("/status/304")}}, {304});
    const auto reset = ask(get("/status/205"));
    EXPECT_EQ(reset.status, 205);
    EXPECT_EQ(reset.field("Content-Length"), "0");
}

TEST(conduct, n093_dates_every_answer) {
    for (const auto* const path : {"/hello", "/status/204", "/status/304", "/none", "/throws"})
        EXPECT_EQ(ask(get(path)).count("Date"), 1U) << path;  // and `wire` reads it
    wire client(the_server().port());
    client.send("nonsense\r\n\r\n");
    EXPECT_EQ(client.read().count("Date"), 1U);
}

TEST(conduct, n094_says_what_kind_of_content_a_body_is) {
    EXPECT_EQ(ask(get("/hello")).field("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(ask(get("/none")).field("Content-Type"), "application/problem+json; charset=utf-8");
    EXPECT_EQ(ask("x\r\n\r\n").field("Content-Type"), "application/problem+json; charset=utf-8");
}

TEST(conduct, n095_frames_a_body_of_unknown_length_as_the_version_can) {
    const auto text = "piece 0 piece 1 piece 2 ";
    const auto chunked = ask(get("/pieces/3"));
    EXPECT_EQ(chunked.field("Transfer-Encoding"), "chunked");
    EXPECT_EQ(chunked.field("Content-Length"), std::nullopt);
    EXPECT_EQ(chunked.body, text);
    expect_answered({{"the connection goes on", get("/pieces/1000")}}, {200});
    const auto closed = ask("GET /pieces/3 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(closed.field("Transfer-Encoding"), std::nullopt);
    EXPECT_EQ(closed.field("Connection"), "close");
    EXPECT_EQ(closed.body, text);
    wire client(the_server().port());
    client.send(line("HEAD /pieces/3 HTTP/1.1") + get("/hello"));
    EXPECT_EQ(client.read(asked_with::head).body, "");
    EXPECT_EQ(client.read().body, "hello");
}

TEST(conduct, n096_lets_no_line_end_into_a_field) {
    for (const auto* const value :
         {"a%0d%0aX-Injected:%20yes", "a%0aX-Injected:%20yes", "a%0dX-Injected:%20yes", "a%01b"}) {
        const auto reply = ask(get("/bad-field?value="s + value));
        EXPECT_EQ(reply.status, 500) << value;
        EXPECT_EQ(reply.field("X-Injected"), std::nullopt) << value;
        EXPECT_EQ(reply.field("X-Value"), std::nullopt) << value;
    }
    EXPECT_EQ(ask(get("/bad-field?value=good")).field("X-Value"), "good");
}

TEST(conduct, n097_tells_nobody_why_a_handler_failed) {
    const auto reply = ask(get("/throws"));
    EXPECT_EQ(reply.status, 500);
    EXPECT_THAT(reply.body, Not(HasSubstr("secret")));
    EXPECT_THAT(reply.body, HasSubstr("\"status\":500"));
    expect_answered({{"the connection goes on", get("/throws")}}, {500});
    for (const auto* const version : {"1.1", "1.0"}) {
        wire client(the_server().port());
        client.send(line("GET /broken/3 HTTP/"s + version));
        // What was sent so far has no end, and no client may take it for the whole.
        EXPECT_THROW(static_cast<void>(client.read()), torn_reply) << version;
    }
}

TEST(conduct, n098_says_with_a_refusal_what_would_do) {
    EXPECT_TRUE(ask(line("DELETE /hello HTTP/1.1")).field("Allow"));
    EXPECT_TRUE(ask(post_length("/static/x", "")).field("Allow"));
}

TEST(conduct, n099_lets_no_line_end_into_a_redirect) {
    EXPECT_EQ(ask(get("/redirect?to=/hello")).field("Location"), "/hello");
    const auto reply = ask(get("/redirect?to=/%0d%0aSet-Cookie:%20a=b"));
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.field("Location"), std::nullopt);
    EXPECT_EQ(reply.field("Set-Cookie"), std::nullopt);
}

TEST(conduct, n100_echoes_no_trace) {
    const auto reply = ask(line("TRACE /hello HTTP/1.1"));
    EXPECT_THAT(reply.status, AnyOf(405, 501));
    EXPECT_THAT(reply.body, Not(HasSubstr("Host: test")));
}

TEST(conduct, n101_sends_each_field_that_has_one_value_once) {
    // `wire` refuses replies that do not hold to it; here are those with the most fields.
    for (const auto* const path : {"/hello", "/none", "/throws", "/status/304", "/redirect?to=/x"})
        EXPECT_GT(ask(get(path)).status, 0) << path;
    EXPECT_LT(ask(get("/hello")).field("Server").value_or("").size(), 20U);
}

}  // namespace

}  // namespace microfast::conduct
