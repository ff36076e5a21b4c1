#include <microfast/core/error.hpp>
#include <microfast/files/static_files.hpp>
#include <microfast/http/head_parser.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "files/temporary_directory.hpp"
#include "files/whole_body.hpp"

namespace microfast::files {

namespace {

using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view prefix = "/static/";
constexpr seconds modified{784'111'777};
constexpr auto modified_date = "Sun, 06 Nov 1994 08:49:37 GMT";

class static_files : public testing::Test {
protected:
    static_files() {
        folder_.write("site/index.html", "<p>index");
        folder_.write("site/digits.txt", "0123456789");
        folder_.write("site/docs/index.html", "<p>docs");
        folder_.write("site/empty.css", "");
        folder_.write("secret.txt", "secret");
        folder_.set_time("site/digits.txt", modified);
        options_.directory = folder_.path("site");
    }

    http::response ask(
        std::string_view method, std::string_view path, std::string_view lines = {}
    ) {
        if (!files_) files_.emplace(options_);
        const auto bytes = std::string(method) + " " + std::string(prefix) + std::string(path) +
                           " HTTP/1.1\r\nHost: a\r\n" + std::string(lines) + "\r\n";
        http::request request;
        std::size_t scanned = 0;
        const auto read = http::parse_head(bytes, scanned, {}, request.head());
        if (read.progress != http::parse_progress::complete) {
            throw std::runtime_error("refused with " + std::to_string(read.status));
        }
        request.add_parameter("path", request.path().substr(prefix.size()));
        http::response answer;
        files_->answer(request, answer, clock_);
        return answer;
    }

    http::response get(std::string_view path, std::string_view lines = {}) {
        return ask("GET", path, lines);
    }

    http::response get_range(std::string_view ranges, std::string_view lines = {}) {
        return get(
            "digits.txt", "Range: bytes=" + std::string(ranges) + "\r\n" + std::string(lines)
        );
    }

    std::string tag(std::string_view path) { return std::string(*get(path).headers.find("ETag")); }

    temporary_directory folder_;
    static_file_options options_;
    std::optional<files::static_files> files_;
    file_clock clock_{
        std::chrono::sys_seconds{seconds{1'793'000'000}},
        std::chrono::steady_clock::time_point{seconds{1'000}}};
};

TEST_F(static_files, sends_a_file_with_all_that_is_known_of_it) {
    const auto answer = get("digits.txt");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "0123456789");
    EXPECT_EQ(
        answer.headers.text(),
        "Content-Type: text/plain; charset=utf-8\r\n"
        "ETag: " +
            tag("digits.txt") +
            "\r\n"
            "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "Accept-Ranges: bytes\r\n"
            "X-Content-Type-Options: nosniff\r\n"
    );
}

TEST_F(static_files, answers_for_a_directory_with_its_index) {
    EXPECT_EQ(get("").body, "<p>index");
    EXPECT_EQ(get("docs/").body, "<p>docs");
    EXPECT_EQ(get("docs/index.html").body, "<p>docs");
}

TEST_F(static_files, redirects_to_a_directory_and_keeps_the_query) {
    const auto answer = get("docs?a=1&b=%2F?");
    EXPECT_EQ(answer.status, 308);
    EXPECT_EQ(answer.headers.find("Location"), "./docs/?a=1&b=%2F?");
    EXPECT_EQ(get("docs").headers.find("Location"), "./docs/");
}

TEST_F(static_files, redirects_to_no_other_host) {
    folder_.write("site/http:/index.html", "");
    folder_.write("site/evil.example/index.html", "");
    EXPECT_EQ(get("http:").headers.find("Location"), "./http:/");
    EXPECT_EQ(get(".//evil.example").status, 404);
    EXPECT_EQ(get("x/..//evil.example").status, 404);
}

TEST_F(static_files, shows_no_directory_without_index) {
    folder_.write("site/plain/file", "");
    EXPECT_EQ(get("plain").status, 404);
    EXPECT_EQ(get("plain/").status, 404);
    options_.index.clear();
    files_.reset();
    EXPECT_EQ(get("").status, 404);
    EXPECT_EQ(get("docs").status, 404);
    EXPECT_EQ(get("docs/").status, 404);
}

TEST_F(static_files, does_not_find_what_is_not_there) {
    const auto answer = get("none.txt");
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.headers.find("Content-Type"), "application/problem+json; charset=utf-8");
    EXPECT_EQ(get("digits.txt/").status, 404);
    EXPECT_EQ(get("digits.txt/x").status, 404);
}

TEST_F(static_files, leads_nowhere_else) {
    folder_.link("site/out", "../secret.txt");
    folder_.write("site-sibling/file", "secret");
    for (const auto* const path :
         {"out",
          "..%5csecret.txt",
          "%5c..%5csecret.txt",
          ".%5c",
          "/digits.txt",
          "//etc/passwd",
          "docs//index.html",
          "docs%2Findex.html",
          "%2Fetc%2Fpasswd",
          "digits.txt%20",
          "digits.txt.",
          "%252e%252e/secret.txt",
          "%2e%2e%5csecret.txt",
          "..%ef%bc%8fsecret.txt"}) {
        EXPECT_EQ(get(path).status, 404) << path;
    }
    for (const auto* const path : {"..%2Fsecret.txt", "docs/..%2f..%2fsecret.txt", "%00", "a%zz"})
        EXPECT_THROW(static_cast<void>(get(path)), std::runtime_error) << path;
}

TEST_F(static_files, hides_names_that_begin_with_a_dot) {
    folder_.write("site/.env", "secret");
    folder_.write("site/.git/config", "secret");
    folder_.write("site/.well-known/security.txt", "contact");
    EXPECT_EQ(get(".env").status, 404);
    EXPECT_EQ(get("%2eenv").status, 404);
    EXPECT_EQ(get(".git/config").status, 404);
    EXPECT_EQ(get(".well-known/security.txt").body, "contact");
    options_.hidden = hidden_files::serve;
    files_.reset();
    EXPECT_EQ(get(".env").body, "secret");
}

TEST_F(static_files, sends_no_pipe_and_does_not_wait_for_one) {
    folder_.make_pipe("site/pipe");
    EXPECT_EQ(get("pipe").status, 404);
}

TEST_F(static_files, answers_head_like_get) {
    const auto answer = ask("HEAD", "digits.txt", "Range: bytes=0-1\r\n");
    EXPECT_EQ(answer.status, 200);  // a range of HEAD means nothing
    EXPECT_EQ(answer.headers.text(), get("digits.txt").headers.text());
}

TEST_F(static_files, answers_no_other_method) {
    const auto answer = ask("POST", "digits.txt", "Content-Length: 0\r\n");
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.headers.find("Allow"), "GET, HEAD");
}

TEST_F(static_files, sends_nothing_that_the_client_has) {
    const auto by_tag = get("digits.txt", "If-None-Match: " + tag("digits.txt") + "\r\n");
    EXPECT_EQ(by_tag.status, 304);
    EXPECT_EQ(by_tag.body, "");
    EXPECT_EQ(by_tag.headers.find("ETag"), tag("digits.txt"));
    EXPECT_EQ(by_tag.headers.find("Content-Type"), std::nullopt);
    const auto by_date =
        get("digits.txt", "If-Modified-Since: " + std::string(modified_date) + "\r\n");
    EXPECT_EQ(by_date.status, 304);
    EXPECT_EQ(get("digits.txt", "If-None-Match: \"other\"\r\n").status, 200);
    EXPECT_EQ(get("digits.txt", "If-Match: \"other\"\r\n").status, 412);
}

TEST_F(static_files, sends_a_range) {
    const auto answer = get_range("2-4");
    EXPECT_EQ(answer.status, 206);
    EXPECT_EQ(answer.body, "234");
    EXPECT_EQ(answer.headers.find("Content-Range"), "bytes 2-4/10");
    EXPECT_EQ(get_range("-3").body, "789");
    EXPECT_EQ(get_range("7-100").body, "789");
}

TEST_F(static_files, sends_ranges_as_parts) {
    const auto answer = get_range("0-1,5-");
    EXPECT_EQ(answer.status, 206);
    EXPECT_EQ(answer.headers.find("Content-Range"), std::nullopt);
    const std::string type(*answer.headers.find("Content-Type"));
    const std::string type_start("multipart/byteranges; boundary=");
    ASSERT_TRUE(type.starts_with(type_start)) << type;
    const auto boundary = type.substr(type_start.size());
    const auto head = [&](const char* range) {
        return "\r\n--" + boundary +
               "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: " + range +
               "\r\n\r\n";
    };
    EXPECT_EQ(
        answer.body,
        head("bytes 0-1/10") + "01" + head("bytes 5-9/10") + "56789" + "\r\n--" + boundary +
            "--\r\n"
    );
}

TEST_F(static_files, says_how_long_the_file_is_to_who_asks_beyond_it) {
    const auto answer = get_range("10-");
    EXPECT_EQ(answer.status, 416);
    EXPECT_EQ(answer.headers.find("Content-Range"), "bytes */10");
    EXPECT_EQ(get("empty.css", "Range: bytes=0-0\r\n").status, 416);
    EXPECT_EQ(get("empty.css").body, "");
}

TEST_F(static_files, sends_the_whole_file_if_the_range_is_of_another_one) {
    const auto same = "If-Range: " + tag("digits.txt") + "\r\n";
    EXPECT_EQ(get_range("0-1", same).status, 206);
    EXPECT_EQ(get_range("0-1", "If-Range: \"other\"\r\n").status, 200);
    EXPECT_EQ(get_range("0-1", "If-Range: " + std::string(modified_date) + "\r\n").status, 206);
}

TEST_F(static_files, sends_large_files_without_reading_them_first) {
    std::string content;
    for (int i = 0; content.size() < 3'000'000; ++i)
        content += std::to_string(i) + ' ';
    folder_.write("site/large.txt", content);
    const auto whole = get("large.txt");
    EXPECT_EQ(whole.body, "");
    ASSERT_NE(whole.source, nullptr);
    EXPECT_EQ(whole.source->size(), content.size());
    EXPECT_NE(whole.source->file(), nullptr);
    EXPECT_EQ(whole_body(whole), content);
    const auto part = get("large.txt", "Range: bytes=100-1500099\r\n");
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(whole_body(part), content.substr(100, 1'500'000));
    const auto parts = get("large.txt", "Range: bytes=0-999999,2000000-2000001\r\n");
    EXPECT_EQ(parts.status, 206);
    EXPECT_THAT(whole_body(parts), HasSubstr("\r\n\r\n" + content.substr(2'000'000, 2) + "\r\n"));
}

TEST_F(static_files, sends_no_part_of_a_large_file_that_the_client_has) {
    folder_.write("site/large.bin", std::string(100'000, 'x'));
    const auto answer = get("large.bin", "If-None-Match: *\r\n");
    EXPECT_EQ(answer.status, 304);
    EXPECT_EQ(answer.source, nullptr);
}

TEST_F(static_files, sends_a_compressed_sibling_to_who_takes_it) {
    folder_.write("site/app.js", "plain");
    folder_.write("site/app.js.gz", "gzipped");
    folder_.write("site/app.js.br", "brotlied");
    const auto plain = get("app.js");
    EXPECT_EQ(plain.body, "plain");
    EXPECT_EQ(plain.headers.find("Vary"), "Accept-Encoding");
    EXPECT_EQ(plain.headers.find("Content-Encoding"), std::nullopt);
    const auto zipped = get("app.js", "Accept-Encoding: gzip, deflate\r\n");
    EXPECT_EQ(zipped.body, "gzipped");
    EXPECT_EQ(zipped.headers.find("Content-Encoding"), "gzip");
    EXPECT_EQ(zipped.headers.find("Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(zipped.headers.find("Vary"), "Accept-Encoding");
    EXPECT_NE(zipped.headers.find("ETag"), plain.headers.find("ETag"));
    EXPECT_EQ(get("app.js", "Accept-Encoding: gzip, br\r\n").body, "brotlied");
    EXPECT_EQ(get("app.js", "Accept-Encoding: br;q=0, *\r\n").body, "gzipped");
    EXPECT_EQ(get("digits.txt", "Accept-Encoding: gzip\r\n").headers.find("Vary"), std::nullopt);
}

TEST_F(static_files, sends_ranges_of_the_variant_that_the_client_has) {
    folder_.write("site/app.js", "plain");
    folder_.write("site/app.js.gz", "gzipped");
    const auto answer = get("app.js", "Accept-Encoding: gzip\r\nRange: bytes=0-3\r\n");
    EXPECT_EQ(answer.status, 206);
    EXPECT_EQ(answer.body, "gzip");
    EXPECT_EQ(answer.headers.find("Content-Range"), "bytes 0-3/7");
    const auto other = "Range: bytes=0-3\r\nIf-Range: " + std::string(*answer.headers.find("ETag"));
    EXPECT_EQ(get("app.js", other + "\r\n").status, 200);
}

TEST_F(static_files, tells_caches_what_it_is_told) {
    options_.cache_control = "public, max-age=31536000, immutable";
    options_.document_cache_control = "no-cache";
    EXPECT_EQ(
        get("digits.txt").headers.find("Cache-Control"), "public, max-age=31536000, immutable"
    );
    EXPECT_EQ(get("").headers.find("Cache-Control"), "no-cache");
    const auto answer = get("digits.txt", "If-None-Match: *\r\n");
    EXPECT_EQ(answer.status, 304);
    EXPECT_TRUE(answer.headers.find("Cache-Control"));
}

TEST_F(static_files, answers_for_the_routes_of_a_browser_application) {
    options_.fallback = "index.html";
    EXPECT_EQ(get("users/7").body, "<p>index");
    EXPECT_EQ(get("users/7").status, 200);
    EXPECT_EQ(get("users/").body, "<p>index");
    EXPECT_EQ(get("missing.js").status, 404);
    EXPECT_EQ(get(".git/config").body, "<p>index");
    EXPECT_EQ(get(".env").status, 404);
}

TEST_F(static_files, knows_types_it_is_told_of) {
    options_.types.add("txt", "text/x-digits");
    EXPECT_EQ(get("digits.txt").headers.find("Content-Type"), "text/x-digits");
}

TEST_F(static_files, sees_changes_after_a_second) {
    const auto before = tag("digits.txt");
    folder_.write("site/digits.txt", "0123");
    EXPECT_EQ(get("digits.txt").body, "0123456789");
    clock_.now += seconds{1};
    EXPECT_EQ(get("digits.txt").body, "0123");
    EXPECT_NE(tag("digits.txt"), before);
}

TEST_F(static_files, is_a_handler_by_the_clock_of_the_system) {
    const files::static_files served(folder_.path("site"));
    http::request request;
    std::size_t scanned = 0;
    const std::string bytes("GET /static/digits.txt HTTP/1.1\r\nHost: a\r\n\r\n");
    static_cast<void>(http::parse_head(bytes, scanned, {}, request.head()));
    request.add_parameter("path", request.path().substr(prefix.size()));
    EXPECT_EQ(served(request).body, "0123456789");
    const auto handler = served.to_handler();
    http::response answer;
    handler.plain(handler.callable.get(), request, answer);
    EXPECT_EQ(answer.body, "0123456789");
}

TEST_F(static_files, asks_for_a_directory_that_is_there) {
    options_.directory = folder_.path("none");
    EXPECT_THROW(static_cast<void>(get("")), error);
}

}  // namespace

}  // namespace microfast::files
