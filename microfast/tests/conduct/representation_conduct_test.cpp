/// Conduct 102 to 112, and 116 to 121: representations, conditions, ranges, paths and files.
/// Source: RFC 9110, sections 8, 12, 13 and 14; RFC 3986, sections 2.1 and 5.2.4.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "conduct/conduct.hpp"

namespace microfast::conduct {

namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::StartsWith;
using namespace std::string_literals;

void write(const std::string& name, std::string_view content) {
    const std::filesystem::path path(the_server().folder() + "/" + name);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

bool write_files() {
    write("digits.txt", "0123456789");
    write("empty.txt", "");
    write("app.js", "plain");
    write("app.js.gz", "gzipped");
    write("docs/index.html", "<p>docs");
    write(".env", "secret");
    ::mkfifo((the_server().folder() + "/pipe").c_str(), 0600);
    std::filesystem::create_symlink("/etc/passwd", the_server().folder() + "/out");
    return true;
}

/// The reply to a GET of a file below /static/.
reply file(std::string_view path, std::string_view lines = {}) {
    static const bool written = write_files();
    EXPECT_TRUE(written);
    return ask(get("/static/" + std::string(path), lines));
}

reply digits(const std::string& lines = {}) {
    return file("digits.txt", lines);
}

reply digits_in(const std::string& ranges, const std::string& lines = {}) {
    return digits("Range: " + ranges + "\r\n" + lines);
}

std::string tag() {
    return *digits().field("ETag");
}

std::string date() {
    return *digits().field("Last-Modified");
}

constexpr auto long_ago = "Sun, 06 Nov 1994 08:49:37 GMT";
constexpr auto some_day = "Sun, 06 Nov 2094 08:49:37 GMT";

TEST(conduct, n102_judges_conditions_in_their_order) {
    const auto none_match = "If-None-Match: " + tag() + "\r\n";
    EXPECT_EQ(digits("If-Match: \"x\"\r\n" + none_match).status, 412);
    EXPECT_EQ(digits("If-Unmodified-Since: "s + long_ago + "\r\n" + none_match).status, 412);
    EXPECT_EQ(
        digits("If-Match: " + tag() + "\r\nIf-Unmodified-Since: " + long_ago + "\r\n").status, 200
    );
    EXPECT_EQ(digits("If-None-Match: \"x\"\r\nIf-Modified-Since: " + date() + "\r\n").status, 200);
    EXPECT_EQ(digits_in("bytes=0-1", none_match).status, 304);
}

TEST(conduct, n103_sends_nothing_that_the_client_has) {
    for (const auto& list : {tag(), "W/" + tag(), "\"x\", " + tag(), "*"s})
        EXPECT_EQ(digits("If-None-Match: " + list + "\r\n").status, 304) << list;
    EXPECT_EQ(digits("If-None-Match: \"x\"\r\nIf-None-Match: " + tag() + "\r\n").status, 304);
    EXPECT_EQ(digits("If-None-Match: \"x\", \"y\"\r\n").status, 200);
    const auto head = "HEAD /static/digits.txt HTTP/1.1\r\nHost: test\r\nIf-None-Match: " + tag();
    EXPECT_EQ(ask(head + "\r\n\r\n", asked_with::head).status, 304);
}

TEST(conduct, n104_compares_if_match_strongly) {
    EXPECT_EQ(digits("If-Match: \"x\", " + tag() + "\r\n").status, 200);
    EXPECT_EQ(digits("If-Match: *\r\n").status, 200);
    EXPECT_EQ(digits("If-Match: W/" + tag() + "\r\n").status, 412);
    EXPECT_EQ(digits("If-Match: \"x\"\r\n").status, 412);
}

TEST(conduct, n105_reads_dates_where_they_count) {
    EXPECT_EQ(digits("If-Modified-Since: " + date() + "\r\n").status, 304);
    EXPECT_EQ(digits("If-Modified-Since: "s + long_ago + "\r\n").status, 200);
    EXPECT_EQ(digits("If-Modified-Since: "s + some_day + "\r\n").status, 200);
    EXPECT_EQ(digits("If-Modified-Since: yesterday\r\n").status, 200);
    EXPECT_EQ(digits("If-Unmodified-Since: Sunday, 06-Nov-94 08:49:37 GMT\r\n").status, 412);
    EXPECT_EQ(digits("If-Unmodified-Since: Sun Nov  6 08:49:37 1994\r\n").status, 412);
}

TEST(conduct, n106_repeats_in_a_304_what_caches_need) {
    const auto fresh = file("app.js");
    const auto reply = file("app.js", "If-None-Match: " + *fresh.field("ETag") + "\r\n");
    EXPECT_EQ(reply.status, 304);
    EXPECT_EQ(reply.field("ETag"), fresh.field("ETag"));
    EXPECT_EQ(reply.field("Vary"), "Accept-Encoding");
    EXPECT_EQ(reply.field("Content-Type"), std::nullopt);
}

TEST(conduct, n107_sends_the_range_that_was_asked_for) {
    struct row {
        const char* range;
        int status;
        const char* body;
    };
    for (const auto& [range, status, body] : std::initializer_list<row>{
             {"bytes=0-0", 206, "0"},
             {"bytes=0-4", 206, "01234"},
             {"bytes=5-", 206, "56789"},
             {"bytes=-3", 206, "789"},
             {"bytes=-99", 206, "0123456789"},
             {"bytes=8-99", 206, "89"},
             {"items=0-0", 200, "0123456789"},
             {"bytes=4-2", 200, "0123456789"},
             {"bytes=x", 200, "0123456789"},
             {"bytes", 200, "0123456789"}}) {
        const auto reply = digits_in(range);
        EXPECT_EQ(reply.status, status) << range;
        EXPECT_EQ(reply.body, body) << range;
        EXPECT_EQ(reply.count("Content-Range"), status == 206 ? 1U : 0U) << range;
    }
    for (const auto* const beyond : {"bytes=10-", "bytes=99-100", "bytes=-0"}) {
        const auto reply = digits_in(beyond);
        EXPECT_EQ(reply.status, 416) << beyond;
        EXPECT_EQ(reply.field("Content-Range"), "bytes */10") << beyond;
    }
    EXPECT_EQ(ask(post("/echo", "Range: bytes=0-0\r\nContent-Length: 2\r\n", "ab")).body, "ab");
}

TEST(conduct, n108_sends_ranges_as_parts_and_not_too_many) {
    const auto parts = digits_in("bytes=0-1,4-5");
    EXPECT_EQ(parts.status, 206);
    EXPECT_THAT(*parts.field("Content-Type"), StartsWith("multipart/byteranges; boundary="));
    EXPECT_EQ(parts.field("Content-Range"), std::nullopt);
    EXPECT_THAT(parts.body, HasSubstr("Content-Range: bytes 4-5/10\r\n\r\n45\r\n"));
    EXPECT_EQ(digits_in("bytes=0-5,2-8").status, 200);
    std::string many("bytes=");
    for (int i = 0; i < 1'000; ++i)
        many += "0-0,";
    EXPECT_EQ(digits_in(many).status, 200);
}

TEST(conduct, n109_sends_a_range_only_of_what_the_client_has) {
    EXPECT_EQ(digits_in("bytes=0-1", "If-Range: " + tag() + "\r\n").status, 206);
    EXPECT_EQ(digits_in("bytes=0-1", "If-Range: W/" + tag() + "\r\n").status, 200);
    EXPECT_EQ(digits_in("bytes=0-1", "If-Range: \"x\"\r\n").status, 200);
    EXPECT_EQ(digits_in("bytes=0-1", "If-Range: "s + long_ago + "\r\n").status, 200);
}

TEST(conduct, n110_says_that_ranges_may_be_asked_for) {
    EXPECT_EQ(digits().field("Accept-Ranges"), "bytes");
    EXPECT_EQ(file("empty.txt", "Range: bytes=0-0\r\n").status, 416);
}

TEST(conduct, n111_tells_the_variants_of_a_file_apart) {
    const auto plain = file("app.js");
    const auto zipped = file("app.js", "Accept-Encoding: gzip\r\n");
    EXPECT_EQ(zipped.field("Content-Encoding"), "gzip");
    EXPECT_NE(zipped.field("ETag"), plain.field("ETag"));
    EXPECT_EQ(zipped.field("Vary"), "Accept-Encoding");
    EXPECT_EQ(plain.field("Vary"), "Accept-Encoding");
    const auto part = file("app.js", "Accept-Encoding: gzip\r\nRange: bytes=0-3\r\n");
    EXPECT_EQ(part.body, "gzip");
}

TEST(conduct, n112_goes_by_the_codings_that_a_client_accepts) {
    const auto sent = [](const std::string& accepted) {
        return file("app.js", "Accept-Encoding: " + accepted + "\r\n").body;
    };
    for (const auto* const yes :
         {"gzip", "GZIP", "x-gzip", "br;q=1.0, gzip;q=0.5", "*", "identity;q=0, gzip"})
        EXPECT_EQ(sent(yes), "gzipped") << yes;
    for (const auto* const no :
         {"", "br", "gzip;q=0", "*;q=0", "gzip;q=0.1, identity", "identity;q=0"})
        EXPECT_EQ(sent(no), "plain") << no;
}

TEST(conduct, n116_decodes_a_path_once) {
    EXPECT_EQ(ask(get("/yield/0/a%2Fb%2541")).body, "a/b%41");
    EXPECT_EQ(ask(get("/hell%6F")).body, "hello");
    EXPECT_EQ(ask(get("/yield/0%2Fa")).status, 404);
    for (const auto* const malformed : {"/%00", "/%zz", "/%", "/%4", "/hello%00.png"})
        EXPECT_EQ(ask(get(malformed)).status, 400) << malformed;
    EXPECT_THAT(ask(get("/%c0%af")).status, AnyOf(400, 404));
    EXPECT_THAT(file("%c0%ae%c0%ae/passwd").status, AnyOf(400, 404));
}

TEST(conduct, n117_never_leaves_the_root) {
    EXPECT_EQ(file("docs/%2e%2e/digits.txt").body, "0123456789");
    for (const auto* const path :
         {"/static/../hello/x",
          "/static/..%2f..%2fetc/passwd",
          "/static/%2e%2e/%2e%2e/etc/passwd",
          "/static/..%5c..%5cetc/passwd",
          "/static//etc/passwd",
          "/static/.//etc/passwd",
          "/static/%252e%252e/etc/passwd",
          "/static/out",
          "/static/..;/etc/passwd",
          "/static/%2fetc%2fpasswd",
          "/static/....//etc/passwd"}) {
        const auto reply = ask(get(path));
        EXPECT_THAT(reply.status, AnyOf(400, 404)) << path;
        EXPECT_THAT(reply.body, testing::Not(HasSubstr("root:"))) << path;
    }
    EXPECT_EQ(ask(get("/a/../hello")).body, "hello");
    EXPECT_EQ(ask(get("/./hello")).body, "hello");
    EXPECT_EQ(ask(get("/../../hello")).body, "hello");
}

TEST(conduct, n118_finds_nothing_with_a_nul) {
    EXPECT_THAT(file("digits.txt%00.png").status, AnyOf(400, 404));
    EXPECT_THAT(file("%00").status, AnyOf(400, 404));
}

TEST(conduct, n119_serves_regular_files_and_nothing_else) {
    EXPECT_EQ(file("docs/").body, "<p>docs");
    const auto redirect = file("docs?a=b");
    EXPECT_EQ(redirect.status, 308);
    EXPECT_EQ(redirect.field("Location"), "./docs/?a=b");
    EXPECT_EQ(file("").status, 404);
    EXPECT_EQ(file(".env").status, 404);
    EXPECT_EQ(file("pipe").status, 404);
    EXPECT_EQ(file("out").status, 404);
}

TEST(conduct, n120_tells_versions_of_a_file_apart) {
    static_cast<void>(digits());
    write("changing.txt", "old");
    const auto before = file("changing.txt").field("ETag");
    write("changing2.txt", "new");
    std::filesystem::rename(
        the_server().folder() + "/changing2.txt", the_server().folder() + "/changing3.txt"
    );
    EXPECT_NE(file("changing3.txt").field("ETag"), before);
}

TEST(conduct, n120_fills_up_no_file_that_is_cut_while_it_is_sent) {
    constexpr std::size_t more_than_sockets_hold = 64 * 1024 * 1024;
    static_cast<void>(digits());
    const auto path = the_server().folder() + "/large.bin";
    write("large.bin", "");
    std::filesystem::resize_file(path, more_than_sockets_hold);
    wire client(the_server().port());
    client.send(get("/static/large.bin"));
    EXPECT_FALSE(client.is_closed());  // it has begun
    std::filesystem::resize_file(path, 0);
    EXPECT_THROW(static_cast<void>(client.read()), torn_reply);
    EXPECT_EQ(digits().body, "0123456789");
}

TEST(conduct, n121_says_what_is_in_a_file_and_that_nobody_should_guess) {
    const auto script = file("app.js");
    EXPECT_EQ(script.field("Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(script.field("X-Content-Type-Options"), "nosniff");
}

}  // namespace

}  // namespace microfast::conduct
