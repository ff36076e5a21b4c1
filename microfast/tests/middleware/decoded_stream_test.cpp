#include <microfast/core/error.hpp>
#include <microfast/middleware/decoded_stream.hpp>
#include <microfast/middleware/decompress.hpp>
#include <microfast/middleware/encoder_lease.hpp>

#include <gtest/gtest.h>

#include <string>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

constexpr decoded_stream_limits roomy{1'000'000'000, 200};

std::string encoded(const content_coding& coding, std::string_view content) {
    encoder_lease lease(coding, coding.default_level);
    std::string coded;
    lease.write(content, coded, flush_mode::finish);
    return coded;
}

/// Gives a text in steps of a size.
class stepwise final : public http::body_stream {
public:
    stepwise(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}

    task<std::string_view> read() override {
        const auto piece = std::string_view(text_).substr(given_, step_);
        given_ += piece.size();
        co_return piece;
    }
    const http::header_fields& trailers() const noexcept override { return trailers_; }
    [[nodiscard]] std::size_t given() const noexcept { return given_; }

private:
    std::string text_;
    std::size_t step_;
    std::size_t given_ = 0;
    http::header_fields trailers_;
};

task<void> read_all(http::body_stream& from, std::string& into, int& status) {
    try {
        for (;;) {
            const auto piece = co_await from.read();
            if (piece.empty()) co_return;
            EXPECT_LE(piece.size(), 16U * 1024);
            into += piece;
        }
    } catch (const http_error& refused) {
        status = refused.status();
    }
}

/// The status, 200 unless something was refused, and what was read.
std::pair<int, std::string> read(http::body_stream& from) {
    std::string content;
    int status = 200;
    exchange("POST", "/").call_task(read_all(from, content, status));
    return {status, content};
}

class every_coded_stream : public testing::TestWithParam<const char*> {
protected:
    const content_coding& coding = *find_coding(GetParam());
};

TEST_P(every_coded_stream, gives_the_content_however_it_arrives) {
    std::string content;
    for (int i = 0; i < 30'000; ++i)
        content += std::to_string(i * i);
    const auto coded = encoded(coding, content);
    for (const std::size_t step : {1UL, 7UL, 4096UL, coded.size()}) {
        stepwise sent(coded, step);
        decoded_stream decoded(sent, coding, roomy);
        const auto [status, back] = read(decoded);
        EXPECT_EQ(status, 200) << step;
        EXPECT_TRUE(back == content) << step;
    }
}

TEST_P(every_coded_stream, takes_no_part_for_the_whole) {
    const auto coded = encoded(coding, std::string(5000, 'b'));
    for (std::size_t size = 1; size < coded.size(); ++size) {
        stepwise sent(coded.substr(0, size), 5);
        decoded_stream decoded(sent, coding, roomy);
        ASSERT_EQ(read(decoded).first, 400) << size;
    }
    for (const auto& broken : {std::string("not coded at all"), coded + "more"}) {
        stepwise sent(broken, 5);
        decoded_stream decoded(sent, coding, roomy);
        EXPECT_EQ(read(decoded).first, 400);
    }
    stepwise nothing("", 1);
    decoded_stream decoded(nothing, coding, roomy);
    EXPECT_EQ(read(decoded), std::pair(200, std::string()));
}

TEST_P(every_coded_stream, ends_at_the_limits_of_its_size_and_its_ratio) {
    const std::string content(20'000'000, 'a');
    const auto coded = encoded(coding, content);
    stepwise sent(coded, 1000);
    decoded_stream by_size(sent, coding, {3'000'000, 1'000'000});
    const auto [status, back] = read(by_size);
    EXPECT_EQ(status, 413);
    EXPECT_LE(back.size(), 3'000'000U);
    stepwise again(coded, 1000);
    decoded_stream by_ratio(again, coding, roomy);
    const auto [refused, so_far] = read(by_ratio);
    EXPECT_EQ(refused, 413);
    EXPECT_LT(so_far.size(), content.size() / 2);
}

INSTANTIATE_TEST_SUITE_P(
    codings,
    every_coded_stream,
    testing::Values("gzip", "deflate", "br", "zstd"),
    [](const auto& tested) { return std::string(tested.param); }
);

http::handler reader(std::string& content, int& status) {
    return coroutine([&](http::request& in, http::response&) {
        return read_all(*in.body_stream(), content, status);
    });
}

TEST(decompress, decodes_bodies_that_are_streamed) {
    stepwise sent(encoded(*find_coding("gzip"), "some content"), 3);
    exchange one("POST", "/", "Content-Encoding: gzip\r\n");
    one.in.set_body_stream(&sent);
    std::string content;
    int status = 200;
    one.call(decompress(), reader(content, status));
    EXPECT_EQ(content, "some content");
    EXPECT_EQ(status, 200);
}

TEST(decompress, holds_streams_to_their_own_limit) {
    stepwise sent(encoded(*find_coding("gzip"), std::string(100'000, 'x')), 100);
    exchange one("POST", "/", "Content-Encoding: gzip\r\n");
    one.in.set_body_stream(&sent);
    std::string content;
    int status = 200;
    one.call(decompress({.largest_stream = 50_KiB}), reader(content, status));
    EXPECT_EQ(status, 413);
    EXPECT_THROW((void)decompress({.highest_ratio = 0}), error);
}

TEST(decompress, refuses_unknown_codings_before_a_stream_is_read) {
    stepwise sent("never read", 3);
    exchange one("POST", "/", "Content-Encoding: nonsense\r\n");
    one.in.set_body_stream(&sent);
    one.call(decompress(), answering("never asked"));
    EXPECT_EQ(one.out.status, 415);
    EXPECT_EQ(sent.given(), 0U);
}

}  // namespace

}  // namespace microfast::middleware
