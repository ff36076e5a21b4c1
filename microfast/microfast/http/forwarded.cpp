#include <microfast/http/characters.hpp>
#include <microfast/http/field_reader.hpp>
#include <microfast/http/forwarded.hpp>
#include <microfast/http/request_target.hpp>

#include <algorithm>
#include <cstddef>
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

/// Is the byte at `at` the second of a pair that a backslash begins?
bool is_escaped(std::string_view text, std::size_t at) noexcept {
    std::size_t backslashes = 0;
    while (backslashes < at && text[at - backslashes - 1] == '\\')
        ++backslashes;
    return backslashes % 2 == 1;
}

/// Takes the last element off a list of elements with quoted strings in them. Reads from the right,
/// where a proxy of ours wrote, so that nothing further left has a say in where that begins.
std::string_view take_last_element(std::string_view& list) noexcept {
    bool is_quoted = false;
    auto begin = list.size();
    for (; begin > 0; --begin) {
        const char byte = list[begin - 1];
        if (byte == '"' && !(is_quoted && is_escaped(list, begin - 1))) is_quoted = !is_quoted;
        if (byte == ',' && !is_quoted) break;
    }
    const auto last = trimmed(list.substr(begin));
    list = begin == 0 ? std::string_view{} : list.substr(0, begin - 1);
    return last;
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

/// What the fields say, the nearest hop first.
class hop_reader {
public:
    hop_reader(const header_fields& fields, forwarding_fields kind) noexcept : kind_{kind} {
        if (kind == forwarding_fields::forwarded) {
            nodes_ = fields.combined(header_name::forwarded).value_or("");
            return;
        }
        nodes_ = fields.combined(header_name::x_forwarded_for).value_or("");
        schemes_ = fields.combined(header_name::x_forwarded_proto).value_or("");
        hosts_ = fields.combined(header_name::x_forwarded_host).value_or("");
    }

    [[nodiscard]] bool at_end() const noexcept { return nodes_.empty(); }

    /// False if it is malformed.
    bool take(hop& said) noexcept {
        if (kind_ == forwarding_fields::forwarded) {
            field_reader element(take_last_element(nodes_));
            return take_element(element, said) && element.at_end();
        }
        said = {take_last(nodes_), take_last_but_one(schemes_), take_last_but_one(hosts_)};
        return true;
    }

private:
    forwarding_fields kind_;
    std::string_view nodes_;  // whole elements, where these say everything
    std::string_view schemes_;
    std::string_view hosts_;
};

bool is_scheme(std::string_view text) noexcept {
    return equal_ignoring_case(text, "http") || equal_ignoring_case(text, "https");
}

constexpr ip_address unknown_address{};

}  // namespace

request_origin find_origin(
    const header_fields& fields,
    const ip_address& peer,
    const ip_networks& trusted,
    forwarding_fields kind
) noexcept {
    request_origin origin{peer};
    if (!trusted.contains(peer)) return origin;
    hop_reader from(fields, kind);
    for (unsigned hops = 0; !from.at_end() && trusted.contains(origin.client); ++hops) {
        hop said;
        const bool is_read = hops < most_forwarding_hops && from.take(said);
        if (is_read && is_scheme(said.scheme)) origin.scheme = said.scheme;
        if (is_read && is_authority(said.host)) origin.host = said.host;
        const auto address = is_read ? to_address(said.node) : std::nullopt;
        origin.client = address.value_or(unknown_address);
        if (!address) break;
    }
    return origin;
}

}  // namespace microfast::http
