#include <microfast/client/response_head.hpp>
#include <microfast/http/characters.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace microfast::client {

namespace {

using http::header_name;

constexpr int bad_gateway = 502;
constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";
constexpr http::head_result rejected{http::parse_progress::rejected, bad_gateway, 0};

bool is_digit(char byte) noexcept {
    return byte >= '0' && byte <= '9';
}

/// "HTTP/1.1 200 OK"; the phrase, and the space before it, may be missing.
bool read_status_line(std::string_view line, response_head& head) noexcept {
    constexpr std::string_view prefix = "HTTP/1.";
    constexpr std::size_t shortest = 12;  // "HTTP/1.1 200"
    if (line.size() < shortest || !line.starts_with(prefix)) return false;
    const char minor = line[prefix.size()];
    if ((minor != '0' && minor != '1') || line[8] != ' ') return false;
    if (!is_digit(line[9]) || !is_digit(line[10]) || !is_digit(line[11])) return false;
    if (line.size() > shortest && line[shortest] != ' ') return false;
    if (!http::consists_of(line.substr(shortest), http::value_characters)) return false;
    head.version = minor == '1' ? http::http_version::http_1_1 : http::http_version::http_1_0;
    head.status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
    return head.status >= 100 && head.status <= 599;
}

bool read_field_line(std::string_view line, http::header_fields& fields) {
    const auto name = line.substr(0, line.find(':'));
    if (name.size() == line.size() || !http::is_token(name)) return false;
    const auto value = line.substr(name.size() + 1);
    if (!http::consists_of(value, http::value_characters)) return false;
    fields.add(name, http::trimmed(value));
    return true;
}

/// All lines behind the first; `text` ends with the CRLF of the last of them.
bool read_field_lines(std::string_view text, std::size_t most, http::header_fields& fields) {
    for (std::size_t count = 0; !text.empty(); ++count) {
        const auto line = text.substr(0, text.find(line_end));
        if (count == most || !read_field_line(line, fields)) return false;
        text.remove_prefix(line.size() + line_end.size());
    }
    return true;
}

std::optional<std::uint64_t> parse_length(std::string_view digits) noexcept {
    std::uint64_t length = 0;
    const auto* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, length);
    if (digits.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return length;
}

bool has_no_body(int status, http::method asked_with) noexcept {
    return asked_with == http::method::head || status < 200 || status == 204 || status == 304;
}

bool apply_framing(response_head& head, http::method asked_with) noexcept {
    const auto length = head.headers.find(header_name::content_length);
    const auto coding = head.headers.find(header_name::transfer_encoding);
    const bool is_repeated = head.headers.is_repeated(header_name::content_length) ||
                             head.headers.is_repeated(header_name::transfer_encoding);
    if (is_repeated || (length && coding)) return false;
    if (length) {
        const auto read = parse_length(*length);
        if (!read) return false;
        head.has_length = true;
        head.content_length = *read;
    }
    const bool is_chunked = coding && http::equal_ignoring_case(*coding, "chunked");
    if (coding && (!is_chunked || head.version == http::http_version::http_1_0)) return false;
    if (has_no_body(head.status, asked_with) || (length && head.content_length == 0)) {
        head.framing = answer_framing::none;
    } else if (is_chunked) {
        head.framing = answer_framing::chunked;
    } else {
        head.framing = length ? answer_framing::length : answer_framing::until_close;
    }
    return true;
}

void apply_connection(response_head& head) noexcept {
    head.keep_alive = head.version == http::http_version::http_1_1;
    bool closes = head.framing == answer_framing::until_close;
    for (const auto& field : head.headers) {
        if (field.id != header_name::connection) continue;
        auto rest = field.value;
        while (!rest.empty()) {
            const auto option = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(option.size() + 1, rest.size()));
            closes |= http::equal_ignoring_case(http::trimmed(option), "close");
            head.keep_alive |= http::equal_ignoring_case(http::trimmed(option), "keep-alive");
        }
    }
    if (closes) head.keep_alive = false;
}

}  // namespace

http::head_result parse_response_head(
    std::string_view bytes,
    std::size_t& scanned,
    http::method asked_with,
    const http::http_limits& limits,
    response_head& head
) {
    const auto unseen = scanned - std::min(scanned, head_end.size() - 1);
    const auto end = bytes.substr(0, limits.head.value).find(head_end, unseen);
    scanned = end == bytes.npos ? bytes.size() : 0;
    if (end == bytes.npos) return bytes.size() < limits.head.value ? http::head_result{} : rejected;
    const auto size = end + head_end.size();
    head = {};
    head.text.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    const std::string_view text(head.text.data(), end + line_end.size());
    const auto status_line = text.substr(0, text.find(line_end));
    if (!read_status_line(status_line, head)) return rejected;
    const auto lines = text.substr(status_line.size() + line_end.size());
    if (!read_field_lines(lines, limits.headers, head.headers)) return rejected;
    if (!apply_framing(head, asked_with)) return rejected;
    apply_connection(head);
    return {http::parse_progress::complete, 0, size};
}

}  // namespace microfast::client
