#include <microfast/client/response_head.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace microfast::client {

namespace {

using http::method;
using http::parse_progress;

http::head_result parse(std::string_view bytes, response_head& head, method asked = method::get) {
    std::size_t scanned = 0;
    return parse_response_head(bytes, scanned, asked, {}, head);
}

struct framed {
    const char* what;
    const char* lines;  // status line and fields, each with its CRLF
    answer_framing framing;
    bool keep_alive;
    method asked = method::get;
};

class response_framing : public testing::TestWithParam<framed> {};

TEST_P(response_framing, follows_from_the_head) {
    response_head head;
    const auto read = parse(std::string(GetParam().lines) + "\r\n", head, GetParam().asked);
    ASSERT_EQ(read.progress, parse_progress::complete);
    EXPECT_EQ(head.framing, GetParam().framing);
    EXPECT_EQ(head.keep_alive, GetParam().keep_alive);
}

INSTANTIATE_TEST_SUITE_P(
    heads,
    response_framing,
    testing::Values(
        framed{"length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", answer_framing::length, true},
        framed{"nothing", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", answer_framing::none, true},
        framed{
            "chunked",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n",
            answer_framing::chunked,
            true},
        framed{"neither", "HTTP/1.1 200 OK\r\n", answer_framing::until_close, false},
        framed{"no_phrase", "HTTP/1.1 200\r\nContent-Length: 5\r\n", answer_framing::length, true},
        framed{
            "head",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n",
            answer_framing::none,
            true,
            method::head},
        framed{
            "head_chunked",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n",
            answer_framing::none,
            true,
            method::head},
        framed{"no_content", "HTTP/1.1 204 No Content\r\n", answer_framing::none, true},
        framed{
            "not_modified",
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n",
            answer_framing::none,
            true},
        framed{"interim", "HTTP/1.1 103 Early Hints\r\n", answer_framing::none, true},
        framed{
            "close",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: x, Close\r\n",
            answer_framing::length,
            false},
        framed{"old", "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n", answer_framing::length, false},
        framed{
            "old_kept",
            "HTTP/1.0 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n",
            answer_framing::length,
            true}
    ),
    [](const auto& row) { return row.param.what; }
);

struct broken {
    const char* what;
    const char* lines;
};

class broken_response : public testing::TestWithParam<broken> {};

TEST_P(broken_response, is_rejected) {
    response_head head;
    EXPECT_EQ(
        parse(std::string(GetParam().lines) + "\r\n", head).progress, parse_progress::rejected
    );
}

INSTANTIATE_TEST_SUITE_P(
    heads,
    broken_response,
    testing::Values(
        broken{"version", "HTTP/2.0 200 OK\r\n"},
        broken{"protocol", "ICY 200 OK\r\n"},
        broken{"status", "HTTP/1.1 20 OK\r\n"},
        broken{"status_too_large", "HTTP/1.1 600 OK\r\n"},
        broken{"status_four_digits", "HTTP/1.1 2000\r\n"},
        broken{"status_zero", "HTTP/1.1 099 OK\r\n"},
        broken{"phrase", "HTTP/1.1 200 O\x01K\r\n"},
        broken{
            "both_framings",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"},
        broken{"two_lengths", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n"},
        broken{"list_of_lengths", "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n"},
        broken{"signed_length", "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n"},
        broken{"negative_length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n"},
        broken{"hexadecimal_length", "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n"},
        broken{"empty_length", "HTTP/1.1 200 OK\r\nContent-Length:\r\n"},
        broken{"huge_length", "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551616\r\n"},
        broken{"other_coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n"},
        broken{
            "two_codings",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"},
        broken{"coding_in_1_0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n"},
        broken{"space_before_colon", "HTTP/1.1 200 OK\r\nContent-Length : 5\r\n"},
        broken{"fold", "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n"},
        broken{"no_colon", "HTTP/1.1 200 OK\r\nX\r\n"},
        broken{"bare_lf", "HTTP/1.1 200 OK\r\nX: a\nContent-Length: 5\r\n"},
        broken{"bare_cr", "HTTP/1.1 200 OK\r\nX: a\rContent-Length: 5\r\n"},
        broken{"control", "HTTP/1.1 200 OK\r\nX: \x7f\r\n"}
    ),
    [](const auto& row) { return row.param.what; }
);

TEST(response_head, is_read_from_any_pieces) {
    const std::string bytes = "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nX-A:  b \r\n\r\nno";
    std::size_t scanned = 0;
    response_head head;
    http::head_result read;
    std::size_t given = 0;
    while (read.progress == parse_progress::incomplete)
        read = parse_response_head({bytes.data(), ++given}, scanned, method::get, {}, head);
    EXPECT_EQ(read.progress, parse_progress::complete);
    EXPECT_EQ(read.consumed, bytes.size() - 2);
    EXPECT_EQ(given, read.consumed);
    const auto moved = std::move(head);
    EXPECT_EQ(moved.status, 404);
    EXPECT_EQ(moved.headers.find("x-a"), "b");
}

TEST(response_head, has_limits) {
    http::http_limits limits;
    limits.head = byte_count{100};
    limits.headers = 2;
    std::size_t scanned = 0;
    response_head head;
    const auto parse_limited = [&](std::string_view bytes) {
        scanned = 0;
        return parse_response_head(bytes, scanned, method::get, limits, head).progress;
    };
    EXPECT_EQ(parse_limited("HTTP/1.1 204 No\r\nA: 1\r\nB: 2\r\n\r\n"), parse_progress::complete);
    EXPECT_EQ(
        parse_limited("HTTP/1.1 204 No\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n"), parse_progress::rejected
    );
    EXPECT_EQ(
        parse_limited("HTTP/1.1 200 OK\r\nA: " + std::string(100, 'a')), parse_progress::rejected
    );
}

}  // namespace

}  // namespace microfast::client
