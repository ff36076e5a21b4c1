#include <microfast/http/chunked_decoder.hpp>

#include <gtest/gtest.h>
#include <llhttp.h>

#include <ostream>
#include <random>
#include <string>

namespace microfast::http {

namespace {

using namespace microfast::literals;
using std::string_literals::operator""s;

chunked_decoder::result decode(
    std::string_view bytes, std::string& body, const http_limits& limits = {}
) {
    chunked_decoder decoder;
    decoder.start(limits, limits.body);
    return decoder.decode(bytes, body);
}

struct chunk_case {
    const char* name;
    std::string bytes;
    int status;        // 0 if it is accepted
    std::string body;  // if it is accepted
};

std::ostream& operator<<(std::ostream& out, const chunk_case& tested) {
    return out << tested.name;
}

class chunked_table : public testing::TestWithParam<chunk_case> {};

TEST_P(chunked_table, is_judged_by_the_grammar) {
    std::string body;
    const auto result = decode(GetParam().bytes + "GET", body);
    EXPECT_EQ(result.status, GetParam().status);
    if (GetParam().status != 0) return;
    EXPECT_TRUE(result.complete);
    EXPECT_EQ(result.consumed, GetParam().bytes.size());
    EXPECT_EQ(body, GetParam().body);
}

TEST_P(chunked_table, is_judged_the_same_byte_by_byte) {
    chunked_decoder decoder;
    const http_limits limits;
    decoder.start(limits, limits.body);
    std::string body;
    int status = 0;
    bool complete = false;
    for (const char byte : GetParam().bytes) {
        const auto result = decoder.decode({&byte, 1}, body);
        status = result.status;
        complete = result.complete;
        if (status != 0) break;
    }
    EXPECT_EQ(status, GetParam().status);
    EXPECT_EQ(complete, GetParam().status == 0);
}

const chunk_case chunks[]{
    {"empty", "0\r\n\r\n", 0, ""},
    {"one", "5\r\nhello\r\n0\r\n\r\n", 0, "hello"},
    {"two", "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n", 0, "hello!"},
    {"upper_case_hex", "A\r\n0123456789\r\n0\r\n\r\n", 0, "0123456789"},
    {"lower_case_hex", "a\r\n0123456789\r\n0\r\n\r\n", 0, "0123456789"},
    {"leading_zeros", "0005\r\nhello\r\n000\r\n\r\n", 0, "hello"},
    {"crlf_in_data", "2\r\n\r\n\r\n0\r\n\r\n", 0, "\r\n"},
    {"extension", "5;a=b\r\nhello\r\n0;c\r\n\r\n", 0, "hello"},
    {"extension_quoted", "5;a=\"x;\\\"\r y\"\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"extension_quoted_pair", "5;a=\"x;\\\" y\";b\r\nhello\r\n0\r\n\r\n", 0, "hello"},
    {"extension_empty", "5;\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"extension_without_value", "5;a=\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"extension_with_nul", "5;a\0=b\r\nhello\r\n0\r\n\r\n"s, 400, ""},
    {"extension_with_cr", "5;a\rb\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"extension_with_lf", "5;a\nb\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"extension_with_text_behind_quotes", "5;a=\"b\"c\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"size_hex_prefix", "0x5\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"size_plus", "+5\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"size_minus", "-5\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"size_underscore", "1_0\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"size_space_before", " 5\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"size_space_behind", "5 \r\nhello\r\n0\r\n\r\n", 400, ""},
    {"size_tab_behind", "5\t\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"size_of_17_digits", "00000000000000005\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"size_missing", "\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"size_lf_only", "5\nhello\r\n0\r\n\r\n", 400, ""},
    {"size_cr_only", "5\rhello\r\n0\r\n\r\n", 400, ""},
    {"data_longer", "4\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"data_shorter", "6\r\nhello\r\n0\r\n\r\n", 400, ""},
    {"data_lf_only", "5\r\nhello\n0\r\n\r\n", 400, ""},
    {"data_cr_only", "5\r\nhello\r0\r\n\r\n", 400, ""},
    {"end_lf_only", "5\r\nhello\r\n0\r\n\n", 400, ""},
    {"end_cr_only", "5\r\nhello\r\n0\r\n\rX", 400, ""},
    {"last_chunk_lf_only", "0\n\r\n", 400, ""},
    {"trailer", "0\r\nX: a\r\nY:b\r\n\r\n", 0, ""},
    {"trailer_lf_only", "0\r\nX: a\n\r\n", 400, ""},
    {"trailer_folded", "0\r\nX: a\r\n b\r\n\r\n", 400, ""},
    {"trailer_without_colon", "0\r\nX\r\n\r\n", 400, ""},
    {"trailer_without_name", "0\r\n: a\r\n\r\n", 400, ""},
    {"trailer_space_before_colon", "0\r\nX : a\r\n\r\n", 400, ""},
    {"trailer_with_nul", "0\r\nX: \0\r\n\r\n"s, 400, ""},
    {"trailer_content_length", "0\r\nContent-Length: 5\r\n\r\n", 400, ""},
    {"trailer_transfer_encoding", "0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, ""},
    {"body_above_the_limit", "100001\r\n", 413, ""},
    {"size_of_16_digits", "ffffffffffffffff\r\n", 413, ""},
    {"trailers_above_the_limit", "0\r\nX: " + std::string(9000, 'a'), 431, ""},
};
INSTANTIATE_TEST_SUITE_P(chunks, chunked_table, testing::ValuesIn(chunks), [](const auto& tested) {
    return tested.param.name;
});

TEST(chunked_decoder, exposes_trailers_but_not_those_that_come_too_late) {
    chunked_decoder decoder;
    decoder.start({}, 1_KiB);
    std::string body;
    const auto result = decoder.decode(
        "0\r\nDigest:  x \r\nHost: b\r\nAuthorization: c\r\nContent-Type: d\r\n\r\n", body
    );
    ASSERT_TRUE(result.complete);
    ASSERT_EQ(decoder.trailers().size(), 1U);
    EXPECT_EQ(decoder.trailers().find("digest"), "x");
}

TEST(chunked_decoder, limits_the_extensions_of_all_chunks_together) {
    std::string bytes;
    for (int i = 0; i < 90; ++i)
        bytes += "1;" + std::string(40, 'x') + "\r\na\r\n";
    std::string body;
    EXPECT_EQ(decode(bytes, body).status, 0);
    EXPECT_EQ(decode(bytes + "1;" + std::string(500, 'x') + "\r\na\r\n", body).status, 400);
}

TEST(chunked_decoder, refuses_the_chunk_that_crosses_the_limit_of_the_body) {
    http_limits limits;
    limits.body = 10_B;
    std::string body;
    EXPECT_EQ(decode("5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n", body, limits).status, 0);
    EXPECT_EQ(decode("5\r\nhello\r\n6\r\n", body, limits).status, 413);
}

TEST(chunked_decoder, can_begin_again_after_a_refusal) {
    chunked_decoder decoder;
    std::string body;
    decoder.start({}, 1_KiB);
    EXPECT_EQ(decoder.decode("5;\r\n", body).status, 400);
    decoder.start({}, 1_KiB);
    EXPECT_TRUE(decoder.decode("1\r\na\r\n0\r\n\r\n", body).complete);
}

/// What llhttp makes of a chunked body: its data, or nothing if it refuses it or waits for more.
std::optional<std::string> llhttp_body(std::string_view bytes) {
    llhttp_settings_t settings;
    llhttp_settings_init(&settings);
    struct outcome {
        std::string body;
        bool complete = false;
    } seen;
    settings.on_body = [](llhttp_t* parser, const char* at, std::size_t size) {
        static_cast<outcome*>(parser->data)->body.append(at, size);
        return 0;
    };
    settings.on_message_complete = [](llhttp_t* parser) {
        static_cast<outcome*>(parser->data)->complete = true;
        return static_cast<int>(HPE_PAUSED);
    };
    llhttp_t parser;
    llhttp_init(&parser, HTTP_REQUEST, &settings);
    parser.data = &seen;
    const auto text = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(bytes);
    llhttp_execute(&parser, text.data(), text.size());
    return seen.complete ? std::optional(seen.body) : std::nullopt;
}

TEST(chunked_decoder, accepts_nothing_that_llhttp_reads_differently) {
    std::mt19937 random(20'260'101);
    const auto below = [&](std::size_t bound) {
        return static_cast<std::size_t>(random() % bound);
    };
    const std::string alphabet = "05aF;=x\"\\\r\n :\0\x7F"s;
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes =
            "5;a=\"b\"\r\nhello\r\n2\r\n\r\n\r\nA;x\r\n0123456789\r\n0\r\nX: y\r\n\r\n";
        for (auto changes = below(3); changes > 0; --changes)
            bytes[below(bytes.size())] = alphabet[below(alphabet.size())];
        std::string body;
        const auto result = decode(bytes, body);
        if (!result.complete) continue;
        ++accepted;
        ASSERT_EQ(llhttp_body(bytes.substr(0, result.consumed)), body)
            << testing::PrintToString(bytes);
    }
    EXPECT_GT(accepted, 1000);
}

}  // namespace

}  // namespace microfast::http
