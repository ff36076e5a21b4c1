#include <microfast/core/error.hpp>
#include <microfast/http/multipart_stream.hpp>
#include <microfast/http/status.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "binding/handling.hpp"

namespace microfast::http {

namespace {

/// Gives a text in steps of a size.
class stepwise final : public body_stream {
public:
    stepwise(std::string_view text, std::size_t step) : rest_(text), step_(step) {}

    task<std::string_view> read() override {
        const auto piece = rest_.substr(0, step_);
        rest_.remove_prefix(piece.size());
        co_return piece;
    }
    const header_fields& trailers() const noexcept override { return trailers_; }
    [[nodiscard]] std::size_t left() const noexcept { return rest_.size(); }

private:
    std::string_view rest_;
    std::size_t step_;
    header_fields trailers_;
};

constexpr std::string_view form =
    "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
    "--B\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n"
    "Content-Type: image/png\r\n\r\nP\r\nNG\r\n"
    "--B\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--B--\r\n";

/// "name=content" of each part, as far as `wanted` asks for its content.
task<void> read_all(multipart_stream& parts, std::string_view unwanted, std::string& into) {
    while (const auto* part = co_await parts.next()) {
        into += part->name + (part->is_file() ? "(" + *part->filename + ")=" : "=");
        if (part->name == unwanted) continue;
        for (;;) {
            const auto piece = co_await parts.read();
            if (piece.empty()) break;
            into += piece;
        }
        EXPECT_EQ((co_await parts.read()).size(), 0U);
        into += '|';
    }
    EXPECT_EQ(co_await parts.next(), nullptr);
}

std::string parts_of(std::string_view text, std::size_t step, std::string_view unwanted = {}) {
    stepwise body(text, step);
    multipart_stream parts(body, "B");
    std::string read;
    binding::run(read_all(parts, unwanted, read));
    return read;
}

TEST(multipart_stream, gives_part_after_part_however_they_arrive) {
    for (std::size_t step = 1; step <= form.size(); ++step)
        ASSERT_EQ(parts_of(form, step), "note=hello|photo(a.png)=P\r\nNG|empty=|") << step;
    EXPECT_EQ(parts_of("--B--", 9), "");
}

TEST(multipart_stream, passes_over_what_is_not_read) {
    for (std::size_t step = 1; step <= form.size(); ++step)
        ASSERT_EQ(parts_of(form, step, "photo"), "note=hello|photo(a.png)=empty=|") << step;
}

TEST(multipart_stream, asks_for_no_more_than_it_is_asked_for) {
    stepwise body(form, 16);
    multipart_stream parts(body, "B");
    const auto first = [](multipart_stream& from) -> task<void> {
        const auto* part = co_await from.next();
        EXPECT_EQ(part->name, "note");
    };
    binding::run(first(parts));
    EXPECT_GT(body.left(), form.size() / 2);
}

int refusal_of(std::string_view text, const multipart_limits& limits = {}) {
    stepwise body(text, 7);
    multipart_stream parts(body, "B", limits);
    std::string read;
    try {
        binding::run(read_all(parts, {}, read));
    } catch (const http_error& refused) {
        return refused.status();
    }
    return 200;
}

TEST(multipart_stream, takes_no_part_of_a_form_for_the_whole) {
    const auto end = form.find("--B--") + 5;
    for (std::size_t size = 0; size < end; ++size)
        ASSERT_EQ(refusal_of(form.substr(0, size)), status::bad_request) << size;
    EXPECT_EQ(refusal_of(form.substr(0, end)), 200);
    EXPECT_EQ(refusal_of("--B\r\nno field line\r\n\r\n"), status::bad_request);
}

TEST(multipart_stream, is_held_to_its_limits) {
    EXPECT_EQ(refusal_of(form, {.parts = 2}), status::content_too_large);
    EXPECT_EQ(refusal_of(form, {.file = 4_B}), status::content_too_large);
    EXPECT_EQ(refusal_of(form, {.part_head = 60_B}), status::request_header_fields_too_large);
    EXPECT_EQ(refusal_of(form, {.parts = 3, .field = 5_B, .file = 5_B}), 200);
}

}  // namespace

}  // namespace microfast::http
