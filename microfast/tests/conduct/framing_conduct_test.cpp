/// Conduct 39 to 67: where a body ends. Source: RFC 9112, sections 6 and 7.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conduct/conduct.hpp"

namespace microfast::conduct {

namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;
using namespace std::string_literals;

/// A request inside a body: if it is ever answered, two requests came out of one.
const std::string smuggled = get("/hello");

std::string post_chunks(std::string_view chunks, std::string_view path = "/echo") {
    return post(path, "Transfer-Encoding: chunked\r\n", chunks);
}

std::vector<sent> with_lines(std::initializer_list<const char*> lines) {
    std::vector<sent> rows;
    for (const auto* const each : lines)
        rows.push_back({each, post("/echo", each + "\r\n"s, "hello" + smuggled)});
    return rows;
}

std::vector<sent> with_chunks(std::initializer_list<const char*> chunks) {
    std::vector<sent> rows;
    for (const auto* const each : chunks)
        rows.push_back({each, post_chunks(each + "\r\n0\r\n\r\n"s + smuggled)});
    return rows;
}

TEST(conduct, n039_takes_a_body_of_the_length_it_is_told) {
    wire client(the_server().port());
    client.send(post_length("/echo", "hello\r\n\0x"s) + post_length("/echo", "") + get("/hello"));
    EXPECT_EQ(client.read().body, "hello\r\n\0x"s);
    EXPECT_EQ(client.read().body, "");
    EXPECT_EQ(client.read().body, "hello");
}

TEST(conduct, n040_refuses_two_lengths) {
    expect_refused(with_lines({"Content-Length: 5\r\nContent-Length: 6"}), {400});
}

TEST(conduct, n041_refuses_the_same_length_twice) {
    expect_refused(
        with_lines({"Content-Length: 5\r\nContent-Length: 5", "Content-Length: 5, 5"}), {400}
    );
}

TEST(conduct, n042_refuses_what_is_no_length) {
    expect_refused(
        with_lines(
            {"Content-Length: +5",
             "Content-Length: -5",
             "Content-Length: -0",
             "Content-Length: 0x5",
             "Content-Length: 5 0",
             "Content-Length: 1_0",
             "Content-Length:",
             "Content-Length: abc",
             "Content-Length: 5a",
             "Content-Length: 18446744073709551616",
             "Content-Length: 1111111111111111111111111111111111111111",
             "Content-Length: 5.0"}
        ),
        {400}
    );
}

TEST(conduct, n043_reads_no_octal_length) {
    expect_refused(with_lines({"Content-Length: 005", "Content-Length: 010"}), {400});
}

TEST(conduct, n044_refuses_length_and_coding_together) {
    expect_refused(
        with_lines(
            {"Content-Length: 5\r\nTransfer-Encoding: chunked",
             "Transfer-Encoding: chunked\r\nContent-Length: 5",
             "Content-Length: 5\r\nTransfer-Encoding: identity"}
        ),
        {400}
    );
}

TEST(conduct, n045_refuses_codings_it_does_not_know) {
    expect_refused(
        with_lines(
            {"Transfer-Encoding: gzip",
             "Transfer-Encoding: identity",
             "Transfer-Encoding: xchunked",
             "Transfer-Encoding: chunkedx",
             "Transfer-Encoding: \"chunked\""}
        ),
        {400, 501}
    );
}

TEST(conduct, n046_refuses_chunked_before_another_coding) {
    expect_refused(with_lines({"Transfer-Encoding: chunked, gzip"}), {400});
}

TEST(conduct, n047_refuses_two_codings_on_two_lines) {
    expect_refused(
        with_lines({"Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked"}), {400, 501}
    );
}

TEST(conduct, n048_refuses_an_empty_coding) {
    expect_refused(with_lines({"Transfer-Encoding:", "Transfer-Encoding: ,"}), {400});
}

TEST(conduct, n049_refuses_chunked_twice) {
    expect_refused(with_lines({"Transfer-Encoding: chunked, chunked"}), {400});
}

TEST(conduct, n050_refuses_codings_in_http_1_0) {
    expect_refused(
        {{"chunked",
          "POST /echo HTTP/1.0\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"}},
        {400}
    );
}

TEST(conduct, n051_refuses_control_characters_in_codings) {
    expect_refused(
        {{"vertical tab",
          post(
              "/echo",
              "Transfer-Encoding: \x0B"
              "chunked\r\n",
              "0\r\n\r\n"
          )},
         {"form feed", post("/echo", "Transfer-Encoding: chunked\x0C\r\n", "0\r\n\r\n")},
         {"NUL", post("/echo", "Transfer-Encoding: chunked\0\r\n"s, "0\r\n\r\n")}},
        {400}
    );
}

TEST(conduct, n052_frames_by_no_name_with_underscores) {
    expect_answered(
        {{"coding", post("/echo", "Transfer_Encoding: chunked\r\n")},
         {"length", post("/echo", "Content_Length: 5\r\n")}},
        {200}
    );
}

TEST(conduct, n053_refuses_what_is_no_chunk_size) {
    expect_refused(
        with_chunks(
            {"0x5\r\nhello",
             "+5\r\nhello",
             "-5\r\nhello",
             "1_0\r\nhellohellohello!",
             " 5\r\nhello",
             "5 \r\nhello",
             "\r\nhello",
             "g\r\nhello",
             "00000000000000005\r\nhello",
             "fffffffffffffffff\r\nhello",
             "ffffffffffffffff\r\nhello"}
        ),
        {400, 413}
    );
}

TEST(conduct, n054_reads_chunk_sizes_in_capitals) {
    EXPECT_EQ(ask(post_chunks("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n")).body.size(), 20U);
}

TEST(conduct, n055_refuses_chunks_of_another_size_than_they_say) {
    expect_refused(with_chunks({"5\r\nhell", "5\r\nhello!", "5\r\nhello\r", "0\r\nhello"}), {400});
}

TEST(conduct, n056_refuses_bare_line_feeds_between_chunks) {
    expect_refused(
        {{"behind the size", post_chunks("5\nhello\r\n0\r\n\r\n")},
         {"behind the data", post_chunks("5\r\nhello\n0\r\n\r\n")},
         {"behind the last size", post_chunks("5\r\nhello\r\n0\n\r\n")},
         {"at the end", post_chunks("5\r\nhello\r\n0\r\n\n")},
         {"behind an extension", post_chunks("5;a\nhello\r\n0\r\n\r\n")}},
        {400}
    );
}

TEST(conduct, n057_reads_extensions_as_the_grammar_has_them) {
    expect_refused(
        {{"empty", post_chunks("5;\r\nhello\r\n0\r\n\r\n")},
         {"NUL", post_chunks("5;a\0b\r\nhello\r\n0\r\n\r\n"s)},
         {"CR", post_chunks("5;a\rb\r\nhello\r\n0\r\n\r\n")},
         {"LF", post_chunks("2;\nxx\r\n0\r\n\r\n")},
         {"LF in quotes", post_chunks("5;a=\"\n\"\r\nhello\r\n0\r\n\r\n")}},
        {400}
    );
    EXPECT_EQ(ask(post_chunks("5;a=b\r\nhello\r\n0\r\n\r\n")).body, "hello");
    EXPECT_EQ(ask(post_chunks("5;a=\"x;\\\"\"\r\nhello\r\n0;c\r\n\r\n")).body, "hello");
}

TEST(conduct, n058_limits_extensions) {
    std::string many;
    for (int i = 0; i < 1'000; ++i)
        many += "1;" + std::string(16, 'a') + "\r\nx\r\n";
    expect_refused(
        {{"one", post_chunks("1;" + std::string(17'000, 'a') + "\r\nx\r\n0\r\n\r\n")},
         {"together", post_chunks(many + "0\r\n\r\n")}},
        {400, 431}
    );
}

TEST(conduct, n059_reads_a_million_chunks_of_one_byte) {
    std::string chunks;
    chunks.reserve(6'100'000);
    for (int i = 0; i < 1'000'000; ++i)
        chunks += "1\r\nx\r\n";
    EXPECT_EQ(ask(post_chunks(chunks + "0\r\n\r\n", "/length")).body, "1000000");
}

TEST(conduct, n060_lets_trailers_change_nothing) {
    expect_refused(
        {{"length", post_chunks("0\r\nContent-Length: 5\r\n\r\n")},
         {"coding", post_chunks("0\r\nTransfer-Encoding: chunked\r\n\r\n")},
         {"malformed", post_chunks("0\r\nX : y\r\n\r\n")}},
        {400}
    );
    const auto fields = ask(post_chunks(
        "0\r\nHost: evil\r\nAuthorization: x\r\nContent-Type: y\r\nX-Late: z\r\n\r\n", "/fields"
    ));
    EXPECT_EQ(fields.status, 200);
    EXPECT_THAT(
        fields.body, Not(AnyOf(HasSubstr("evil"), HasSubstr("Authorization"), HasSubstr("X-Late")))
    );
    expect_refused(
        {{"64 kB", post_chunks("0\r\nX: " + std::string(64'000, 'x') + "\r\n\r\n")}}, {431}
    );
}

TEST(conduct, n061_takes_no_body_where_none_is_announced) {
    expect_answered({{"POST", post("/echo", "")}}, {200});
}

TEST(conduct, n062_never_takes_half_a_body_for_a_whole_one) {
    for (const auto& bytes :
         {post("/value", "Content-Length: 9\r\n", "half"),
          post_chunks("5\r\nhel"),
          post_chunks("5\r\nhello\r\n")}) {
        wire client(the_server().port());
        client.send(bytes);
        client.end();
        if (client.is_closed()) continue;
        EXPECT_EQ(client.read().status, 400);
        EXPECT_TRUE(client.is_closed());
    }
    auto options = server::test_options();
    options.limits.body_grace = std::chrono::milliseconds{50};
    const served impatient(options);
    wire client(impatient.port());
    client.send(post("/echo", "Content-Length: 9\r\n", "half"));
    EXPECT_EQ(client.read().status, 408);
    EXPECT_TRUE(client.is_closed());
}

TEST(conduct, n063_refuses_a_length_above_the_limit_before_the_body_comes) {
    expect_refused(
        {{"of the route", post("/limited", "Content-Length: 1025\r\n")},
         {"of the server", post("/echo", "Content-Length: 999999999999\r\n")}},
        {413}
    );
    EXPECT_EQ(ask(post_length("/limited", std::string(1'024, 'x'))).status, 200);
}

TEST(conduct, n064_refuses_chunks_at_the_byte_that_crosses_the_limit) {
    expect_refused(
        {{"by size", post_chunks("401\r\n", "/limited")},
         {"by sum", post_chunks("400\r\n" + std::string(1'024, 'x') + "\r\n1\r\n", "/limited")}},
        {413}
    );
}

TEST(conduct, n065_reads_no_request_out_of_a_body_that_nobody_read) {
    expect_answered({{"unknown path", post_length("/none", smuggled)}}, {404});
    expect_answered({{"other method", post_length("/hello", smuggled)}}, {405});
}

TEST(conduct, n066_takes_the_body_of_any_method) {
    std::vector<sent> rows;
    for (const auto* const method : {"GET", "HEAD", "OPTIONS", "DELETE"}) {
        rows.push_back(
            {method, method + " /hello HTTP/1.1\r\nHost: test\r\nContent-Length: 7\r\n\r\nGET / x"s}
        );
    }
    for (const auto& [what, bytes] : rows) {
        wire client(the_server().port());
        client.send(bytes + get("/value"));
        const bool is_head = std::string_view(what) == "HEAD";
        EXPECT_GE(client.read(is_head ? asked_with::head : asked_with::get).status, 200);
        EXPECT_EQ(client.read().status, 200) << what;
    }
}

TEST(conduct, n067_answers_once_to_a_rejected_body_with_a_request_inside) {
    expect_refused(
        {{"too long", post_length("/limited", std::string(2'000, 'x') + smuggled)},
         {"bad chunk", post_chunks("x\r\n" + smuggled)},
         {"two framings",
          post(
              "/echo", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled
          )}},
        {400, 413}
    );
}

}  // namespace

}  // namespace microfast::conduct
