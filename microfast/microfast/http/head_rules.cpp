#include <microfast/http/characters.hpp>
#include <microfast/http/head_rules.hpp>
#include <microfast/http/request_target.hpp>
#include <microfast/http/status.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace microfast::http {

namespace {

/// Calls `visit` with each element, maybe empty, of a comma-separated value.
template <class Visit>
void for_each_element(std::string_view value, Visit visit) {
    for (bool more = true; more;) {
        const auto comma = value.find(',');
        visit(trimmed(value.substr(0, comma)));
        more = comma != value.npos;
        if (more) value.remove_prefix(comma + 1);
    }
}

int apply_host(request_head& head) noexcept {
    const auto host = head.headers.find(header_name::host);
    if (!host) return head.version == http_version::http_1_0 ? 0 : status::bad_request;
    if (head.headers.is_repeated(header_name::host) || !is_authority(*host))
        return status::bad_request;
    if (head.authority.empty()) head.authority = *host;
    return 0;
}

std::optional<std::uint64_t> parse_length(std::string_view digits) noexcept {
    if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return length;
}

int apply_content_length(request_head& head, std::string_view value) noexcept {
    if (head.headers.is_repeated(header_name::content_length)) return status::bad_request;
    const auto length = parse_length(value);
    if (!length) return status::bad_request;
    head.content_length = *length;
    head.framing = *length == 0 ? body_framing::none : body_framing::length;
    return 0;
}

/// Only "chunked" alone is served. Anything that ends otherwise has no end that both sides agree
/// on.
int apply_transfer_encoding(request_head& head) noexcept {
    if (head.version == http_version::http_1_0) return status::bad_request;
    std::size_t codings = 0;
    std::size_t chunked = 0;
    bool ends_chunked = false;
    bool has_empty = false;
    for (const auto& field : head.headers) {
        if (field.id != header_name::transfer_encoding) continue;
        for_each_element(field.value, [&](std::string_view coding) {
            has_empty |= coding.empty();
            ends_chunked = equal_ignoring_case(coding, "chunked");
            chunked += ends_chunked ? 1U : 0U;
            ++codings;
        });
    }
    if (has_empty || chunked > 1 || (chunked == 1 && !ends_chunked)) return status::bad_request;
    if (codings > 1 || chunked == 0) return status::not_implemented;
    head.framing = body_framing::chunked;
    return 0;
}

int apply_framing(request_head& head) noexcept {
    const auto length = head.headers.find(header_name::content_length);
    const auto encoding = head.headers.find(header_name::transfer_encoding);
    if (length && encoding) return status::bad_request;
    if (encoding) return apply_transfer_encoding(head);
    if (length) return apply_content_length(head, *length);
    return 0;
}

void apply_connection(request_head& head) noexcept {
    head.keep_alive = head.version == http_version::http_1_1;
    const auto only = head.headers.find(header_name::connection);
    if (!only) return;
    if (*only == "keep-alive" && !head.headers.is_repeated(header_name::connection)) {
        head.keep_alive = true;  // as nearly everybody says it
        return;
    }
    bool close = false;
    for (const auto& field : head.headers) {
        if (field.id != header_name::connection) continue;
        for_each_element(field.value, [&](std::string_view option) {
            close |= equal_ignoring_case(option, "close");
            head.keep_alive |= equal_ignoring_case(option, "keep-alive");
        });
    }
    if (close) head.keep_alive = false;
}

int apply_expect(request_head& head) noexcept {
    const auto expect = head.headers.find(header_name::expect);
    if (!expect || head.version == http_version::http_1_0) return 0;
    const bool is_known = equal_ignoring_case(*expect, "100-continue") &&
                          !head.headers.is_repeated(header_name::expect);
    if (!is_known) return status::expectation_failed;
    head.expects_continue = head.framing != body_framing::none;
    return 0;
}

}  // namespace

int apply_head_rules(request_head& head) noexcept {
    if (const int refusal = apply_host(head)) return refusal;
    if (const int refusal = apply_framing(head)) return refusal;
    if (head.headers.is_repeated(header_name::content_type)) return status::bad_request;
    apply_connection(head);
    return apply_expect(head);
}

}  // namespace microfast::http
