#include <microfast/http/date.hpp>
#include <microfast/http/response_writer.hpp>

#include <array>
#include <charconv>

namespace microfast::http {

namespace {

constexpr std::string_view length_name = "Content-Length: ";
constexpr std::string_view close_line = "Connection: close\r\n";
constexpr std::string_view keep_alive_line = "Connection: keep-alive\r\n";

bool has_body(int status) noexcept {
    return status != status::no_content && status != status::not_modified;
}

std::string_view connection_line(const reply_context& context) noexcept {
    if (context.after == connection_after::close) return close_line;
    return context.version == http_version::http_1_0 ? keep_alive_line : std::string_view{};
}

void append_length(std::size_t size, std::string& output) {
    std::array<char, 20> digits;
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), size);
    output.append(length_name).append(digits.data(), written.ptr).append("\r\n");
}

}  // namespace

void response_writer::set_time(std::chrono::sys_seconds now) {
    if (now == time_) return;
    time_ = now;
    date_line_ = "Date: " + to_http_date(now) + "\r\n";
    ok_head_ = status_line(status::ok);
    ok_head_ += date_line_;
}

void response_writer::write(
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
    output += connection_line(context);
    if (!has_body(answer.status)) {
        output += "\r\n";
        return;
    }
    const auto body =
        answer.status == status::reset_content ? std::string_view{} : std::string_view(answer.body);
    append_length(body.size(), output);
    output += "\r\n";
    if (context.method != method::head) output += body;
}

void response_writer::write_refusal(int status, std::string& output) const {
    const reply_context context{method::get, http_version::http_1_1, connection_after::close};
    write(problem(status, {}), context, output);
}

}  // namespace microfast::http
