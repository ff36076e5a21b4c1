#include <microfast/core/error.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/header_name.hpp>
#include <microfast/http/response_headers.hpp>

namespace microfast::http {

namespace {

constexpr std::string_view line_end = "\r\n";

void check_field(std::string_view name, std::string_view value) {
    if (!is_token(name)) throw error("a response field has a name that is not a token");
    if (!consists_of(value, value_characters)) {
        throw error(
            "the response field " + std::string(name) + " has a control character in its value"
        );
    }
    const bool is_reserved =
        equal_ignoring_case(name, "Connection") || equal_ignoring_case(name, "Content-Length") ||
        equal_ignoring_case(name, "Date") || equal_ignoring_case(name, "Transfer-Encoding");
    if (is_reserved)
        throw error("the response field " + std::string(name) + " is the server's own");
}

/// The name of the line that starts at `start`, which is followed by ": ".
std::string_view name_at(std::string_view text, std::size_t start) noexcept {
    return text.substr(start, text.find(':', start) - start);
}

}  // namespace

void response_headers::append(std::string_view name, std::string_view value) {
    check_field(name, value);
    text_.append(name).append(": ").append(value).append(line_end);
}

void response_headers::set(std::string_view name, std::string_view value) {
    check_field(name, value);
    remove(name);
    append(name, value);
}

void response_headers::remove(std::string_view name) {
    for (std::size_t start = 0; start < text_.size();) {
        const auto end = text_.find(line_end, start) + line_end.size();
        if (equal_ignoring_case(name_at(text_, start), name)) {
            text_.erase(start, end - start);
        } else {
            start = end;
        }
    }
}

std::optional<std::string_view> response_headers::find(std::string_view name) const noexcept {
    const std::string_view text = text_;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = text.find(line_end, start);
        const auto found = name_at(text, start);
        const auto value_start = start + found.size() + 2;
        if (equal_ignoring_case(found, name)) return text.substr(value_start, end - value_start);
        start = end + line_end.size();
    }
    return std::nullopt;
}

}  // namespace microfast::http
