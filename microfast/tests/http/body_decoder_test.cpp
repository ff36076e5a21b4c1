#include <microfast/http/body_decoder.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace microfast::http {

namespace {

using namespace microfast::literals;

request_head announcing(body_framing framing, std::uint64_t length = 0) {
    request_head head;
    head.framing = framing;
    head.content_length = length;
    return head;
}

TEST(body_decoder, is_complete_at_once_without_a_body) {
    body_decoder decoder;
    EXPECT_EQ(
        decoder.start(announcing(body_framing::none), {}, 1_KiB).progress, parse_progress::complete
    );
    EXPECT_EQ(decoder.body(), "");
}

TEST(body_decoder, takes_exactly_the_announced_length) {
    body_decoder decoder;
    ASSERT_EQ(
        decoder.start(announcing(body_framing::length, 5), {}, 1_KiB).progress,
        parse_progress::incomplete
    );
    EXPECT_EQ(decoder.decode("hel").progress, parse_progress::incomplete);
    const auto result = decoder.decode("loGET / HTTP/1.1");
    EXPECT_EQ(result.progress, parse_progress::complete);
    EXPECT_EQ(result.consumed, 2U);
    EXPECT_EQ(decoder.body(), "hello");
}

TEST(body_decoder, refuses_an_announced_length_above_the_limit_before_a_byte_is_read) {
    body_decoder decoder;
    const auto result = decoder.start(announcing(body_framing::length, 999'999'999'999), {}, 1_KiB);
    EXPECT_EQ(result.progress, parse_progress::rejected);
    EXPECT_EQ(result.status, 413);
}

TEST(body_decoder, takes_a_chunked_body_from_pieces) {
    body_decoder decoder;
    ASSERT_EQ(
        decoder.start(announcing(body_framing::chunked), {}, 1_KiB).progress,
        parse_progress::incomplete
    );
    EXPECT_EQ(decoder.decode("5\r\nhe").progress, parse_progress::incomplete);
    const auto result = decoder.decode("llo\r\n0\r\nX: y\r\n\r\nGET");
    EXPECT_EQ(result.progress, parse_progress::complete);
    EXPECT_EQ(result.consumed, 16U);
    EXPECT_EQ(decoder.body(), "hello");
    EXPECT_EQ(decoder.trailers().find("X"), "y");
}

TEST(body_decoder, refuses_a_chunked_body_at_the_chunk_that_crosses_the_limit) {
    body_decoder decoder;
    (void)decoder.start(announcing(body_framing::chunked), {}, 8_B);
    EXPECT_EQ(decoder.decode("5\r\nhello\r\n").status, 0);
    EXPECT_EQ(decoder.decode("4\r\n").status, 413);
}

TEST(body_decoder, begins_each_body_anew) {
    body_decoder decoder;
    (void)decoder.start(announcing(body_framing::chunked), {}, 1_KiB);
    (void)decoder.decode("5\r\nhello\r\n0\r\nX: y\r\n\r\n");
    (void)decoder.start(announcing(body_framing::length, 2), {}, 1_KiB);
    (void)decoder.decode("ab");
    EXPECT_EQ(decoder.body(), "ab");
    EXPECT_EQ(decoder.trailers().size(), 0U);
}

TEST(body_decoder, gives_away_what_it_has_and_counts_on) {
    body_decoder decoder;
    ASSERT_EQ(
        decoder.start(announcing(body_framing::length, 8), {}, 1_KiB).progress,
        parse_progress::incomplete
    );
    EXPECT_EQ(decoder.missing(), 8U);
    EXPECT_EQ(decoder.decode("some").progress, parse_progress::incomplete);
    std::string taken = "before";
    decoder.take_body(taken);
    EXPECT_EQ(taken, "some");
    EXPECT_EQ(decoder.body(), "");
    EXPECT_EQ(decoder.missing(), 4U);
    EXPECT_EQ(decoder.decode("more").progress, parse_progress::complete);
    EXPECT_EQ(decoder.body(), "more");
}

TEST(body_decoder, does_not_know_how_much_is_missing_of_a_chunked_body) {
    body_decoder decoder;
    ASSERT_EQ(
        decoder.start(announcing(body_framing::chunked), {}, 1_KiB).progress,
        parse_progress::incomplete
    );
    EXPECT_EQ(decoder.missing(), std::nullopt);
}

}  // namespace

}  // namespace microfast::http
