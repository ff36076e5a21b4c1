#include <microfast/core/error.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/testing/test_response.hpp>

#include <charconv>

namespace microfast::testing {

namespace {

constexpr std::string_view version = "HTTP/1.1 ";
constexpr std::string_view line_end = "\r\n";

}  // namespace

test_response::test_response(std::string_view bytes) {
    const auto end = bytes.find("\r\n\r\n");
    if (!bytes.starts_with(version) || end == bytes.npos) throw error("this is not an answer");
    head_ = bytes.substr(0, end + line_end.size());
    body_ = bytes.substr(end + 2 * line_end.size());
    const auto digits = bytes.substr(version.size(), 3);
    const auto [stop, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), status_);
    if (failure != std::errc{} || stop != digits.data() + digits.size())
        throw error("this answer has no status");
}

std::optional<std::string_view> test_response::header(std::string_view name) const noexcept {
    const std::string_view head = head_;
    for (auto start = head.find(line_end) + line_end.size(); start < head.size();) {
        const auto end = head.find(line_end, start);
        const auto line = head.substr(start, end - start);
        const auto colon = line.find(':');
        if (http::equal_ignoring_case(line.substr(0, colon), name))
            return http::trimmed(line.substr(colon + 1));
        start = end + line_end.size();
    }
    return std::nullopt;
}

}  // namespace microfast::testing
