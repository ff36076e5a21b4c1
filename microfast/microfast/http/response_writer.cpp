#include <microfast/http/date.hpp>
#include <microfast/http/response_writer.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace microfast::http {

namespace {

constexpr std::string_view length_name = "Content-Length: ";
constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::string_view close_line = "Connection: close\r\n";
constexpr std::string_view keep_alive_line = "Connection: keep-alive\r\n";
constexpr std::string_view chunked_line = "Transfer-Encoding: chunked\r\n";

bool has_body(int status) noexcept {
    return status != status::no_content && status != status::not_modified;
}

std::string_view connection_line(const reply_context& context) noexcept {
    if (context.after == connection_after::close) return close_line;
    return context.version == http_version::http_1_0 ? keep_alive_line : std::string_view{};
}

/// The last line of a head and the empty one behind it, appended as one.
void append_length_and_end(std::uint64_t size, std::string& output) {
    constexpr std::size_t most_digits = 20;
    std::array<char, length_name.size() + most_digits + head_end.size()> text;
    char* at = std::copy(length_name.begin(), length_name.end(), text.data());
    at = std::to_chars(at, at + most_digits, size).ptr;
    at = std::copy(head_end.begin(), head_end.end(), at);
    output.append(text.data(), at);
}

body_rest finish_head(const response& answer, const reply_context& context, std::string& output) {
    const auto size = answer.source->size();
    const bool is_chunked = !size && context.version == http_version::http_1_1;
    const bool is_head = context.method == method::head;
    if (size) {
        append_length_and_end(*size, output);
    } else {
        if (is_chunked && !is_head) output += chunked_line;
        output += line_end;
    }
    if (is_head || size == 0U) return body_rest::none;
    return is_chunked ? body_rest::chunked : body_rest::as_is;
}

}  // namespace

void response_writer::set_time(std::chrono::sys_seconds now) {
    if (now == time_) return;
    time_ = now;
    date_line_ = "Date: " + to_http_date(now) + "\r\n";
    ok_head_ = status_line(status::ok);
    ok_head_ += date_line_;
}

body_rest response_writer::write(
    const response& answer, const reply_context& context, std::string& output
) const {
    if (!status::is_final(answer.status)) {
        return write(problem(status::internal_server_error, {}), context, output);
    }
    if (answer.status == status::ok) {
        output += ok_head_;
    } else {
        output += status_line(answer.status);
        output += date_line_;
    }
    output += answer.headers.text();
    if (const auto line = connection_line(context); !line.empty()) output += line;
    if (!has_body(answer.status)) {
        output += "\r\n";
        return body_rest::none;
    }
    if (answer.source != nullptr && answer.status != status::reset_content) {
        return finish_head(answer, context, output);
    }
    const auto body =
        answer.status == status::reset_content ? std::string_view{} : std::string_view(answer.body);
    append_length_and_end(body.size(), output);
    if (context.method != method::head) output += body;
    return body_rest::none;
}

void response_writer::write_refusal(int status, std::string& output) const {
    const reply_context context{method::get, http_version::http_1_1, connection_after::close};
    write(problem(status, {}), context, output);
}

bool ends_with_connection(const response& answer, http_version version) {
    return answer.source != nullptr && version == http_version::http_1_0 && !answer.source->size();
}

void append_chunk(std::string_view piece, std::string& output) {
    if (piece.empty()) return;
    std::array<char, 16> digits;
    const auto written =
        std::to_chars(digits.data(), digits.data() + digits.size(), piece.size(), 16);
    output.append(digits.data(), written.ptr).append("\r\n").append(piece).append("\r\n");
}

void append_last_chunk(const response_headers& trailers, std::string& output) {
    output.append("0\r\n").append(trailers.text()).append("\r\n");
}

}  // namespace microfast::http
