#include <microfast/http/characters.hpp>
#include <microfast/http/field_lines.hpp>
#include <microfast/http/head_parser.hpp>
#include <microfast/http/head_rules.hpp>
#include <microfast/http/llhttp_fields.hpp>
#include <microfast/http/request_target.hpp>
#include <microfast/http/status.hpp>

#include <algorithm>

namespace microfast::http {

namespace {

constexpr std::string_view version_form = " HTTP/1.1";
constexpr std::string_view line_end = "\r\n";
constexpr std::size_t longest_method = 31;
constexpr std::size_t most_empty_lines = 8;  // before a request: RFC 9112, section 2.2, wants one

std::size_t size_of_empty_lines(std::string_view bytes) noexcept {
    std::size_t size = 0;
    while (size < most_empty_lines * line_end.size() && bytes.substr(size).starts_with(line_end)) {
        size += line_end.size();
    }
    return size;
}

/// Where the empty line that ends the head begins, looking no further back than `from`.
std::size_t find_head_end(std::string_view bytes, std::size_t from) noexcept {
    for (auto lf = bytes.find('\n', from); lf != bytes.npos; lf = bytes.find('\n', lf + 1)) {
        const bool ends = bytes.size() - lf > 2 && bytes[lf + 1] == '\r' && bytes[lf + 2] == '\n';
        if (ends && lf > 0 && bytes[lf - 1] == '\r') return lf - 1;
    }
    return bytes.npos;
}

struct method_name {
    std::size_t size = 0;  // 0 if no space follows where one must
    method value = method::unknown;
};

/// What stands before the first space.
method_name read_method(std::string_view bytes) noexcept {
    if (bytes.starts_with("GET ")) return {3, method::get};  // nearly always
    const auto end = bytes.substr(0, longest_method + 1).find(' ');
    if (end == bytes.npos) return {};
    return {end, to_method(bytes.substr(0, end))};
}

/// Reads method, target and version. Returns 0, or the status to refuse the line with.
int read_request_line(std::string_view line, const http_limits& limits, request_head& head) {
    const auto [size, value] = read_method(line);
    head.method = value;
    if (size == 0 || line.size() < size + 1 + version_form.size()) return status::bad_request;
    const auto version = line.substr(line.size() - version_form.size());
    const auto is_digit = [](char byte) { return byte >= '0' && byte <= '9'; };
    if (!version.starts_with(" HTTP/") || !is_digit(version[6]) || version[7] != '.' ||
        !is_digit(version[8])) {
        return status::bad_request;
    }
    if (version[6] != '1' || version[8] > '1') return status::http_version_not_supported;
    head.version = version[8] == '1' ? http_version::http_1_1 : http_version::http_1_0;

    head.target = line.substr(size + 1);
    head.target.remove_suffix(version_form.size());
    if (head.target.size() > limits.target.value) return status::uri_too_long;
    if (head.method == method::unknown) {
        return is_token(line.substr(0, size)) ? status::not_implemented : status::bad_request;
    }
    return head.target.empty() ? status::bad_request : read_target(head);
}

head_result refused(int status) noexcept {
    return {parse_progress::rejected, status, 0};
}

/// Is there already something in an unfinished head that makes the rest pointless to wait for?
/// Reads the method, which the form of a refusal depends on.
head_result judge_unfinished(
    std::string_view text, std::size_t scanned, const http_limits& limits, request_head& head
) noexcept {
    if (text.empty() || text == "\r") return {};
    const auto [size, value] = read_method(text);
    head.method = value;
    const bool may_still_come = size == 0 && text.size() <= longest_method;
    if (!is_token(may_still_come ? text : text.substr(0, size)))
        return refused(status::bad_request);
    for (auto lf = text.find('\n', scanned); lf != text.npos; lf = text.find('\n', lf + 1)) {
        if (text[lf - 1] != '\r') return refused(status::bad_request);
    }
    const auto longest_line = longest_method + 1 + limits.target.value + version_form.size();
    if (text.size() > longest_line && text.substr(0, longest_line + 1).find('\r') == text.npos) {
        return refused(status::uri_too_long);
    }
    if (text.size() > limits.head.value) return refused(status::request_header_fields_too_large);
    return {};
}

/// Reads a request line as nearly everybody sends it: a known method, a path that needs no
/// decoding, HTTP/1.1. Its size, or 0 for anything else.
std::size_t read_plain_request_line(
    std::string_view bytes, const http_limits& limits, request_head& head
) noexcept {
    constexpr std::string_view rest_of_line = " HTTP/1.1\r\n";
    const auto [size, value] = read_method(bytes);
    if (value == method::unknown || value == method::connect) return 0;
    const auto target_start = size + 1;
    const auto target_size = read_plain_target(bytes.substr(target_start), head);
    if (target_size == 0 || target_size > limits.target.value) return 0;
    if (!bytes.substr(target_start + target_size).starts_with(rest_of_line)) return 0;
    head.method = value;
    head.version = http_version::http_1_1;
    return target_start + target_size + rest_of_line.size();
}

/// Reads a whole head of which nothing is unusual, in one pass. Its size; 0 leaves it to the
/// patient way, and something in `head`.
std::size_t read_plain_head(std::string_view bytes, const http_limits& limits, request_head& head) {
    const auto line = read_plain_request_line(bytes, limits, head);
    if (line == 0) return 0;
    const auto fields = read_plain_field_lines(bytes.substr(line), limits.headers, head.headers);
    return fields == 0 || line + fields > limits.head.value ? 0 : line + fields;
}

}  // namespace

head_result parse_head(
    std::string_view bytes, std::size_t& scanned, const http_limits& limits, request_head& head
) {
    if (scanned == 0) {
        if (const auto size = read_plain_head(bytes, limits, head)) {
            const int refusal = apply_head_rules(head);
            return refusal != 0 ? refused(refusal) : head_result{parse_progress::complete, 0, size};
        }
        head.clear();
    }
    const auto skipped = size_of_empty_lines(bytes);
    auto text = bytes.substr(skipped);
    const auto already_seen = std::max(scanned, skipped) - skipped;
    const auto fields_end = find_head_end(text, already_seen < 3 ? 0 : already_seen - 3);
    if (fields_end == text.npos) {
        scanned = bytes.size();
        return judge_unfinished(text, already_seen, limits, head);
    }
    scanned = 0;
    text = text.substr(0, fields_end + 4);
    const auto request_line = text.substr(0, text.find('\r'));
    if (text[request_line.size() + 1] != '\n') return refused(status::bad_request);
    if (const int refusal = read_request_line(request_line, limits, head)) return refused(refusal);
    if (text.size() > limits.head.value) return refused(status::request_header_fields_too_large);
    const auto lines = text.substr(request_line.size() + line_end.size());
    if (read_plain_field_lines(lines, limits.headers, head.headers) != lines.size()) {
        head.headers.clear();
        const int refusal = read_fields_with_llhttp(text, lines, limits.headers, head.headers);
        if (refusal != 0) return refused(refusal);
    }
    if (const int refusal = apply_head_rules(head)) return refused(refusal);
    return {parse_progress::complete, 0, skipped + text.size()};
}

}  // namespace microfast::http
