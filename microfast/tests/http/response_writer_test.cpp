#include <microfast/http/response_writer.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::http {

namespace {

constexpr std::chrono::sys_seconds noon{std::chrono::seconds{784'111'777}};

std::string written(const response& answer, const reply_context& context = {}) {
    response_writer writer;
    writer.set_time(noon);
    std::string output;
    writer.write(answer, context, output);
    return output;
}

response with_status(int status) {
    auto answer = text("body");
    answer.status = status;
    return answer;
}

TEST(response_writer, writes_status_date_fields_length_and_body) {
    EXPECT_EQ(
        written(text("Hello, World!")),
        "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/plain; "
        "charset=utf-8\r\n"
        "Content-Length: 13\r\n\r\nHello, World!"
    );
}

TEST(response_writer, appends_to_the_answers_before_it) {
    response_writer writer;
    writer.set_time(noon);
    std::string output;
    writer.write(text("a"), {}, output);
    const auto one = output;
    writer.write(text("a"), {}, output);
    EXPECT_EQ(output, one + one);
}

TEST(response_writer, gives_an_answer_without_body_the_length_zero) {
    EXPECT_EQ(
        written({}),
        "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 0\r\n\r\n"
    );
}

TEST(response_writer, gives_head_the_fields_of_get_and_no_body) {
    const auto get = written(text("Hello"));
    reply_context context;
    context.method = method::head;
    EXPECT_EQ(written(text("Hello"), context), get.substr(0, get.size() - 5));
}

TEST(response_writer, writes_neither_length_nor_body_where_there_can_be_none) {
    for (const int status : {204, 304}) {
        const auto bytes = written(with_status(status));
        EXPECT_EQ(bytes.find("Content-Length"), bytes.npos) << status;
        EXPECT_TRUE(bytes.ends_with("\r\n\r\n")) << status;
    }
    EXPECT_TRUE(written(with_status(205)).ends_with("Content-Length: 0\r\n\r\n"));
}

TEST(response_writer, says_what_becomes_of_the_connection_where_it_is_not_the_default) {
    const auto says = [](http_version version, connection_after after, std::string_view line) {
        return written(text("a"), {method::get, version, after}).find(line) != std::string::npos;
    };
    EXPECT_FALSE(says(http_version::http_1_1, connection_after::keep_open, "Connection:"));
    EXPECT_TRUE(says(http_version::http_1_1, connection_after::close, "Connection: close\r\n"));
    EXPECT_TRUE(
        says(http_version::http_1_0, connection_after::keep_open, "Connection: keep-alive\r\n")
    );
    EXPECT_TRUE(says(http_version::http_1_0, connection_after::close, "Connection: close\r\n"));
}

TEST(response_writer, answers_500_for_a_status_that_is_none) {
    const auto failure = written(problem(500, {}));
    for (const int status : {-5, 0, 42, 99, 100, 101, 199, 600, 999})
        EXPECT_EQ(written(with_status(status)), failure) << status;
    EXPECT_TRUE(written(with_status(200)).starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_TRUE(written(with_status(599)).starts_with("HTTP/1.1 599 Unknown\r\n"));
}

TEST(response_writer, writes_a_refusal_as_a_problem_and_closes) {
    response_writer writer;
    writer.set_time(noon);
    std::string output;
    writer.write_refusal(431, output);
    EXPECT_EQ(
        output,
        "HTTP/1.1 431 Request Header Fields Too Large\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
        "Content-Type: application/problem+json; charset=utf-8\r\nConnection: "
        "close\r\nContent-Length: 77\r\n\r\n"
        R"({"type":"about:blank","title":"Request Header Fields Too Large","status":431})"
    );
}

TEST(response_writer, follows_the_clock) {
    response_writer writer;
    std::string output;
    writer.set_time(noon);
    writer.set_time(noon + std::chrono::seconds{1});
    writer.write({}, {}, output);
    EXPECT_NE(output.find("08:49:38 GMT"), output.npos);
}

/// A source that only says how large it is.
class sized_source final : public body_source {
public:
    explicit sized_source(std::optional<std::uint64_t> size) : size_{size} {}

    [[nodiscard]] task<bool> read(std::string& /*into*/) override { co_return false; }
    [[nodiscard]] std::optional<std::uint64_t> size() const override { return size_; }

private:
    std::optional<std::uint64_t> size_;
};

struct framing_case {
    const char* name;
    std::optional<std::uint64_t> size;
    method asked_with;
    http_version version;
    int status;
    std::string_view line;  // of framing, empty for none
    body_rest rest;
};

class framing_of_source : public testing::TestWithParam<framing_case> {};

TEST_P(framing_of_source, follows_from_its_size_the_version_and_the_request) {
    const auto& expected = GetParam();
    response_writer writer;
    writer.set_time(noon);
    response answer;
    answer.status = expected.status;
    answer.source = std::make_unique<sized_source>(expected.size);
    std::string output;
    EXPECT_EQ(writer.write(answer, {expected.asked_with, expected.version}, output), expected.rest);
    EXPECT_TRUE(output.ends_with("\r\n\r\n"));
    EXPECT_THAT(output, testing::HasSubstr(expected.line));
    if (!expected.line.starts_with("Content")) {
        EXPECT_THAT(output, testing::Not(testing::HasSubstr("Content-Length")));
    }
    if (!expected.line.starts_with("Transfer")) {
        EXPECT_THAT(output, testing::Not(testing::HasSubstr("Transfer-Encoding")));
    }
}

constexpr auto v1_0 = http_version::http_1_0;
constexpr auto v1_1 = http_version::http_1_1;
constexpr std::string_view chunked = "Transfer-Encoding: chunked\r\n";
constexpr std::string_view seven = "Content-Length: 7\r\n";

INSTANTIATE_TEST_SUITE_P(
    all,
    framing_of_source,
    testing::Values(
        framing_case{"unknown", {}, method::get, v1_1, 200, chunked, body_rest::chunked},
        framing_case{"known", 7, method::get, v1_1, 200, seven, body_rest::as_is},
        framing_case{"empty", 0, method::get, v1_1, 200, "Content-Length: 0\r\n", body_rest::none},
        framing_case{"old", {}, method::get, v1_0, 200, "", body_rest::as_is},
        framing_case{"old_known", 7, method::get, v1_0, 200, seven, body_rest::as_is},
        framing_case{"head", {}, method::head, v1_1, 200, "", body_rest::none},
        framing_case{"head_known", 7, method::head, v1_1, 200, seven, body_rest::none},
        framing_case{"no_content", 7, method::get, v1_1, 204, "", body_rest::none},
        framing_case{"not_modified", {}, method::get, v1_1, 304, "", body_rest::none},
        framing_case{
            "reset_content", {}, method::get, v1_1, 205, "Content-Length: 0\r\n", body_rest::none}
    ),
    [](const auto& instance) { return instance.param.name; }
);

TEST(response_writer, says_which_answers_end_with_their_connection) {
    response answer = text("a");
    EXPECT_FALSE(ends_with_connection(answer, http_version::http_1_0));
    answer.source = std::make_unique<sized_source>(std::nullopt);
    EXPECT_TRUE(ends_with_connection(answer, http_version::http_1_0));
    EXPECT_FALSE(ends_with_connection(answer, http_version::http_1_1));
    answer.source = std::make_unique<sized_source>(7);
    EXPECT_FALSE(ends_with_connection(answer, http_version::http_1_0));
}

TEST(append_chunk, writes_what_the_chunked_coding_is_made_of) {
    std::string output;
    append_chunk("abc", output);
    append_chunk("", output);  // would be the end
    append_chunk(std::string(26, 'x'), output);
    response_headers trailers;
    trailers.append("X-Sum", "7");
    append_last_chunk(trailers, output);
    EXPECT_EQ(output, "3\r\nabc\r\n1a\r\n" + std::string(26, 'x') + "\r\n0\r\nX-Sum: 7\r\n\r\n");
}

}  // namespace

}  // namespace microfast::http
