#include <microfast/http/characters.hpp>
#include <microfast/http/field_reader.hpp>
#include <microfast/http/forwarded.hpp>
#include <microfast/http/request_target.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace microfast::http {

namespace {

/// What one proxy said of the one before it.
struct hop {
    std::string_view node{};
    std::string_view scheme{};
    std::string_view host{};
};

/// The address of "192.0.2.1:80", "192.0.2.1", "[2001:db8::1]:80" or "2001:db8::1".
std::optional<ip_address> to_address(std::string_view node) noexcept {
    if (node.starts_with('[')) {
        const auto end = std::min(node.find(']'), node.size());
        const bool is_closed =
            end < node.size() && (end + 1 == node.size() || node[end + 1] == ':');
        return is_closed ? ip_address::parse(node.substr(1, end - 1)) : std::nullopt;
    }
    const auto colon = node.find(':');
    const bool has_port = colon != node.npos && node.find(':', colon + 1) == node.npos;
    return ip_address::parse(has_port ? node.substr(0, colon) : node);
}

/// Takes one element, "for=192.0.2.1;proto=https;host=example.com". False if it is malformed.
bool take_element(field_reader& from, hop& said) noexcept {
    while (!from.at_end() && !from.is_at(',')) {
        if (from.take(';')) continue;
        const auto name = from.take_token();
        const auto value = from.take('=') ? from.take_token_or_quoted() : std::nullopt;
        from.skip_white_space();
        const bool is_whole = from.at_end() || from.is_at(',') || from.is_at(';');
        if (name.empty() || !value || !is_whole) return false;
        if (equal_ignoring_case(name, "for")) said.node = value->raw;
        if (equal_ignoring_case(name, "proto")) said.scheme = value->raw;
        if (equal_ignoring_case(name, "host")) said.host = value->raw;
    }
    return true;
}

/// The last hops of a field, the nearest one first.
struct hop_list {
    std::array<hop, most_forwarding_hops> hops{};
    unsigned count = 0;
};

hop_list read_forwarded(std::string_view field) noexcept {
    hop_list read;
    unsigned next = 0;
    for (field_reader from(field); from.next_member(); ++next) {
        auto& said = read.hops[next % most_forwarding_hops];
        said = {};
        if (!take_element(from, said)) return {};
    }
    read.count = std::min(next, most_forwarding_hops);
    const auto oldest = read.hops.begin() + (next - read.count) % most_forwarding_hops;
    std::rotate(read.hops.begin(), oldest, read.hops.end());
    std::reverse(read.hops.begin(), read.hops.begin() + read.count);
    return read;
}

/// Takes the last member of a list off it.
std::string_view take_last(std::string_view& list) noexcept {
    const auto comma = list.rfind(',');
    const auto last = trimmed(comma == list.npos ? list : list.substr(comma + 1));
    list = comma == list.npos ? std::string_view{} : list.substr(0, comma);
    return last;
}

/// Proxies that pass on what the one before them said write less members: then the leftmost one
/// counts for all that are missing.
std::string_view take_last_but_one(std::string_view& list) noexcept {
    return list.find(',') == list.npos ? trimmed(list) : take_last(list);
}

hop_list read_x_forwarded(const header_fields& fields) noexcept {
    auto nodes = fields.combined(header_name::x_forwarded_for).value_or("");
    auto schemes = fields.combined(header_name::x_forwarded_proto).value_or("");
    auto hosts = fields.combined(header_name::x_forwarded_host).value_or("");
    hop_list read;
    while (!nodes.empty() && read.count < most_forwarding_hops) {
        read.hops[read.count++] = {
            take_last(nodes), take_last_but_one(schemes), take_last_but_one(hosts)};
    }
    return read;
}

bool is_scheme(std::string_view text) noexcept {
    return equal_ignoring_case(text, "http") || equal_ignoring_case(text, "https");
}

}  // namespace

request_origin find_origin(
    const header_fields& fields,
    const ip_address& peer,
    const ip_networks& trusted,
    forwarding_fields kind
) noexcept {
    request_origin origin{peer};
    if (!trusted.contains(peer)) return origin;
    const auto read = kind == forwarding_fields::forwarded
                          ? read_forwarded(fields.combined(header_name::forwarded).value_or(""))
                          : read_x_forwarded(fields);
    for (unsigned i = 0; i < read.count && trusted.contains(origin.client); ++i) {
        const auto& said = read.hops[i];
        if (is_scheme(said.scheme)) origin.scheme = said.scheme;
        if (is_authority(said.host)) origin.host = said.host;
        const auto address = to_address(said.node);
        if (!address) break;
        origin.client = *address;
    }
    return origin;
}

}  // namespace microfast::http
