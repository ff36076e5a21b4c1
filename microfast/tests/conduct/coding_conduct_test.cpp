/// Conduct 113 and 114: bodies in codings, both ways. Source: RFC 9110, sections 8.4, 12.5.3 and
/// 15.5.16.

#include <microfast/application/application.hpp>
#include <microfast/middleware/compress.hpp>
#include <microfast/middleware/decompress.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conduct/conduct.hpp"

namespace microfast::conduct {

namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string long_text() {
    std::string text;
    for (int i = 0; i < 10'000; ++i)
        text += std::to_string(i) + ' ';
    return text;
}

http::response picture() {
    auto answer = http::text(long_text());
    answer.headers.set("Content-Type", "image/png");
    return answer;
}

http::response encoded() {
    auto answer = http::text(long_text());
    answer.headers.append("Content-Encoding", "x-own");
    return answer;
}

http::response tagged() {
    auto answer = http::text(long_text());
    answer.headers.append("ETag", "\"v1\"");
    return answer;
}

/// An application that encodes and decodes bodies.
class coding_application {
public:
    coding_application() {
        app_.get("/long", long_text);
        app_.get("/tiny", [] { return "tiny"; });
        app_.get("/picture", picture);
        app_.get("/encoded", encoded);
        app_.get("/tagged", tagged);
        app_.get("/nothing", [] { return http::text("", http::status::no_content); });
        app_.get("/zeros", [] { return std::string(10U << 20U, '0'); });
        app_.post("/echo", [](http::request& asked) { return asked.body(); });
        app_.use(middleware::compress(), middleware::decompress());
        app_.start(server::test_options());
    }
    coding_application(const coding_application&) = delete;
    coding_application& operator=(const coding_application&) = delete;
    ~coding_application() { app_.stop(); }

    [[nodiscard]] reply ask(std::string_view bytes) const {
        wire client(app_.port());
        client.send(bytes);
        return client.read();
    }

    [[nodiscard]] reply get_zipped(std::string_view path) const {
        return ask(get(path, "Accept-Encoding: gzip\r\n"));
    }

    [[nodiscard]] reply echo(std::string_view coding, std::string_view body) const {
        const auto lines = "Content-Encoding: " + std::string(coding) +
                           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        return ask(post("/echo", lines, body));
    }

private:
    application app_;
};

TEST(conduct, n113_encodes_what_gains_from_it_and_nothing_else) {
    const coding_application app;
    const auto zipped = app.get_zipped("/long");
    EXPECT_EQ(zipped.field("Content-Encoding"), "gzip");
    EXPECT_THAT(zipped.field("Vary").value_or(""), HasSubstr("Accept-Encoding"));
    EXPECT_LT(zipped.body.size(), long_text().size() / 2);
    EXPECT_EQ(app.echo("gzip", zipped.body).body, long_text());
    EXPECT_THAT(app.get_zipped("/tagged").field("ETag").value_or(""), StartsWith("W/"));
    for (const auto* const path : {"/tiny", "/picture", "/nothing"})
        EXPECT_EQ(app.get_zipped(path).field("Content-Encoding"), std::nullopt) << path;
    EXPECT_EQ(app.get_zipped("/encoded").field("Content-Encoding"), "x-own");
    EXPECT_EQ(app.ask(get("/long")).body, long_text());
    EXPECT_EQ(app.ask(get("/long", "Accept-Encoding: gzip;q=0\r\n")).body, long_text());
}

TEST(conduct, n114_decodes_what_it_can_within_its_limit) {
    const coding_application app;
    const auto unknown = app.echo("x-own", "body");
    EXPECT_EQ(unknown.status, 415);
    EXPECT_THAT(unknown.field("Accept-Encoding").value_or(""), HasSubstr("gzip"));
    const auto bomb = app.get_zipped("/zeros");
    ASSERT_EQ(bomb.field("Content-Encoding"), "gzip");
    ASSERT_LT(bomb.body.size(), 100'000U);
    EXPECT_EQ(app.echo("gzip", bomb.body).status, 413);
    EXPECT_EQ(app.echo("gzip", "not gzip").status, 400);
}

}  // namespace

}  // namespace microfast::conduct
