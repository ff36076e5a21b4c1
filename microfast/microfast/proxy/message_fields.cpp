#include <microfast/http/characters.hpp>
#include <microfast/proxy/message_fields.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace microfast::proxy {

namespace {

using http::equal_ignoring_case;
using http::header_field;
using http::header_name;

constexpr std::size_t most_proxies = 16;

/// Of one connection, or written anew by whoever sends. Source: RFC 9110, section 7.6.1.
constexpr std::array<std::string_view, 12> own_to_each_hop{
    "Connection",
    "Content-Length",
    "Date",
    "Expect",
    "Host",
    "Keep-Alive",
    "Proxy-Authenticate",
    "Proxy-Authorization",
    "Proxy-Connection",
    "TE",
    "Transfer-Encoding",
    "Upgrade",
};

constexpr std::array<std::string_view, 7> about_the_client{
    "Forwarded",
    "Max-Forwards",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Port",
    "X-Forwarded-Proto",
    "X-Real-IP",
};

template <class Names>
bool contains(const Names& names, std::string_view name) noexcept {
    return std::any_of(names.begin(), names.end(), [name](std::string_view each) {
        return equal_ignoring_case(each, name);
    });
}

/// Calls `visit` with each member of a comma-separated value.
template <class Visit>
void for_each_member(std::string_view value, Visit visit) {
    while (!value.empty()) {
        const auto member = value.substr(0, value.find(','));
        value.remove_prefix(std::min(member.size() + 1, value.size()));
        visit(http::trimmed(member));
    }
}

std::vector<std::string_view> names_in_connection(const http::header_fields& fields) {
    std::vector<std::string_view> names;
    for (const auto& field : fields) {
        if (field.id != header_name::connection) continue;
        for_each_member(field.value, [&](std::string_view name) { names.push_back(name); });
    }
    return names;
}

template <class IsLeftOut>
void add_end_to_end_fields(
    const http::header_fields& fields, IsLeftOut is_left_out, http::response_headers& into
) {
    const auto named = names_in_connection(fields);
    for (const auto& field : fields) {
        const bool stays_behind = contains(own_to_each_hop, field.name) ||
                                  contains(named, field.name) || is_left_out(field.name);
        if (!stays_behind) into.append(field.name, field.value);
    }
}

std::string received_by(http::http_version version, std::string_view name) {
    return (version == http::http_version::http_1_0 ? "1.0 " : "1.1 ") + std::string(name);
}

std::string quoted_node(const http::ip_address& address) {
    const auto text = address.to_string();
    return address.is_v4() ? text : "\"[" + text + "]\"";
}

/// The path as it was sent, without a scheme and an authority before it.
std::string_view raw_path(std::string_view target) noexcept {
    target = target.substr(0, target.find('?'));
    if (target.starts_with('/')) return target;
    const auto authority = target.find("://");
    if (authority == target.npos) return target;
    const auto slash = target.find('/', authority + 3);
    return slash == target.npos ? "/" : target.substr(slash);
}

/// How many dots a segment stands for, escaped ones included, if it consists of them; else 0.
int dots_in(std::string_view segment) noexcept {
    int dots = 0;
    while (!segment.empty()) {
        const bool is_escaped =
            segment.size() >= 3 && equal_ignoring_case(segment.substr(0, 3), "%2e");
        if (segment.front() != '.' && !is_escaped) return 0;
        segment.remove_prefix(is_escaped ? 3 : 1);
        ++dots;
    }
    return dots <= 2 ? dots : 0;
}

std::string without_dot_segments(std::string_view path) {
    std::string kept;
    for (std::size_t start = 0; start < path.size();) {
        const auto end = std::min(path.find('/', start + 1), path.size());
        const auto segment = path.substr(start + 1, end - start - 1);
        const int dots = dots_in(segment);
        if (dots == 0) kept.append("/").append(segment);
        if (dots == 2) kept.erase(std::min(kept.rfind('/'), kept.size()));
        if (dots != 0 && end == path.size()) kept += '/';
        start = end;
    }
    return kept.empty() ? "/" : kept;
}

}  // namespace

void add_request_fields(
    const http::request_head& head,
    const request_source& source,
    std::string_view name,
    http::response_headers& into
) {
    add_end_to_end_fields(
        head.headers, [](std::string_view field) { return contains(about_the_client, field); }, into
    );
    into.append("Via", received_by(head.version, name));
    const auto client = source.client.to_string();
    std::string forwarded =
        "for=" + quoted_node(source.client) + ";proto=" + std::string(source.scheme);
    into.append("X-Forwarded-For", client);
    into.append("X-Forwarded-Proto", source.scheme);
    if (!source.host.empty()) {
        into.append("X-Forwarded-Host", source.host);
        forwarded += ";host=\"" + std::string(source.host) + "\"";
    }
    into.append("Forwarded", forwarded);
}

void add_response_fields(
    const client::response_head& head, std::string_view name, http::response_headers& into
) {
    add_end_to_end_fields(
        head.headers, [](std::string_view) { return false; }, into
    );
    into.append("Via", received_by(head.version, name));
}

void add_trailer_fields(const http::header_fields& trailers, http::response_headers& into) {
    add_end_to_end_fields(
        trailers,
        [](std::string_view field) {
            return contains(about_the_client, field) || equal_ignoring_case(field, "Via");
        },
        into
    );
}

std::string forwarded_target(const http::request_head& head, std::string_view prefix) {
    auto path = without_dot_segments(raw_path(head.target));
    if (!prefix.empty() && path.starts_with(prefix)) {
        const bool ends_segment = path.size() == prefix.size() || path[prefix.size()] == '/';
        if (ends_segment) path.erase(0, prefix.size());
        if (path.empty()) path = "/";
    }
    if (head.target.find('?') != head.target.npos) path.append("?").append(head.query);
    return path;
}

bool goes_in_circles(const http::header_fields& fields) noexcept {
    std::size_t proxies = 0;
    for (const auto& field : fields) {
        if (field.id != header_name::via) continue;
        for_each_member(field.value, [&](std::string_view) { ++proxies; });
    }
    return proxies >= most_proxies;
}

std::optional<unsigned> most_forwards(const http::header_fields& fields) noexcept {
    const auto value = fields.find("Max-Forwards");
    if (!value) return std::nullopt;
    unsigned number = 0;
    const auto* const end = value->data() + value->size();
    const auto read = std::from_chars(value->data(), end, number);
    if (value->empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

}  // namespace microfast::proxy
