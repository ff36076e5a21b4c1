#include <microfast/http/characters.hpp>
#include <microfast/http/request_target.hpp>
#include <microfast/http/status.hpp>

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <span>

namespace microfast::http {

namespace {

/// What the bytes of a target are to its reader, joined over all of them by `|`.
enum : unsigned char {
    plain = 0,
    may_need_decoding = 1,  // a percent sign, or a dot that may be a segment
    starts_query = 2,
    not_allowed = 4,
};

/// Allowed is what RFC 3986, sections 3.3 and 3.4, allows, and what browsers send unescaped
/// besides.
constexpr auto target_roles = [] {
    constexpr auto allowed = make_class("-._~!$&'()*+,;=:@/?%[]^`{|}");
    std::array<unsigned char, 256> roles{};
    for (std::size_t byte = 0; byte < roles.size(); ++byte) {
        roles[byte] = allowed[byte] ? plain : not_allowed;
    }
    roles['%'] = roles['.'] = may_need_decoding;
    roles['?'] = starts_query;
    return roles;
}();

unsigned char roles_in(std::string_view target) noexcept {
    unsigned char found = plain;
    for (const char byte : target) {
        found |= target_roles[static_cast<unsigned char>(byte)];
    }
    return found;
}

constexpr char encoded_slash = '\0';  // in a routing path; no accepted path has a NUL otherwise

/// Appends `raw` without its escapes. False if one is malformed or stands for NUL.
bool decode_escapes(std::string_view raw, std::vector<char>& decoded) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '%') {
            decoded.push_back(raw[i]);
            continue;
        }
        if (raw.size() - i < 3) return false;
        const int high = hex_digit(raw[i + 1]);
        const int low = hex_digit(raw[i + 2]);
        if (high < 0 || low < 0) return false;
        const auto byte = static_cast<char>(high * 16 + low);
        if (byte == '\0') return false;
        decoded.push_back(byte == '/' ? encoded_slash : byte);
        i += 2;
    }
    return true;
}

/// Resolves "." and ".." in place and returns the new length. `path` starts with a slash.
std::size_t remove_dot_segments(std::span<char> path) noexcept {
    const std::string_view original(path.data(), path.size());
    std::size_t length = 0;  // of what is kept, which never runs ahead of what is read
    for (std::size_t start = 0; start < path.size();) {
        const auto end = std::min(original.find('/', start + 1), path.size());
        const auto segment = original.substr(start + 1, end - start - 1);
        const bool is_last = end == path.size();
        if (segment == "." || segment == "..") {
            if (segment == "..") length = std::min(original.substr(0, length).rfind('/'), length);
            if (is_last) path[length++] = '/';
        } else {
            std::copy_n(path.data() + start, end - start, path.data() + length);
            length += end - start;
        }
        start = end;
    }
    return length;
}

bool has_dot_segment(std::string_view path) noexcept {
    for (std::size_t start = 0; start < path.size();) {
        const auto end = std::min(path.find('/', start + 1), path.size());
        const auto segment = path.substr(start + 1, end - start - 1);
        if (segment == "." || segment == "..") return true;
        start = end;
    }
    return false;
}

bool is_plain_path(std::string_view raw) noexcept {
    return raw.find('%') == raw.npos && raw.find("/.") == raw.npos;
}

/// Decodes into `head.decoded` and points the paths there. False if the path is to be refused.
bool decode_path(std::string_view raw, request_head& head) {
    auto& decoded = head.decoded;
    decoded.clear();
    decoded.reserve(2 * raw.size());
    if (!decode_escapes(raw, decoded)) return false;
    const auto length = remove_dot_segments(decoded);
    decoded.resize(length);
    head.path = head.routing_path = {decoded.data(), length};
    if (std::find(decoded.begin(), decoded.end(), encoded_slash) == decoded.end()) return true;

    decoded.resize(2 * length);  // within what was reserved: the routing path stays where it is
    const auto twin = decoded.begin() + static_cast<std::ptrdiff_t>(length);
    std::replace_copy(decoded.begin(), twin, twin, encoded_slash, '/');
    head.path = {decoded.data() + length, length};
    return !has_dot_segment(head.path);
}

/// Takes "http://host:port" off the front of an absolute target.
bool take_authority(std::string_view& rest, std::string_view& authority) noexcept {
    const auto scheme_end = rest.find("://");
    if (scheme_end == rest.npos) return false;
    const auto scheme = rest.substr(0, scheme_end);
    if (!equal_ignoring_case(scheme, "http") && !equal_ignoring_case(scheme, "https")) return false;
    rest.remove_prefix(scheme_end + 3);
    authority = rest.substr(0, rest.find_first_of("/?"));
    rest.remove_prefix(authority.size());
    return is_authority(authority);
}

bool is_port(std::string_view digits) noexcept {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return digits.empty() || (error == std::errc{} && end == digits.data() + digits.size());
}

bool is_ipv6(std::string_view text) noexcept {
    std::array<char, INET6_ADDRSTRLEN> terminated{};
    if (text.size() >= terminated.size()) return false;
    std::copy(text.begin(), text.end(), terminated.begin());
    in6_addr address{};
    return inet_pton(AF_INET6, terminated.data(), &address) == 1;
}

}  // namespace

bool is_authority(std::string_view text) noexcept {
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == text.npos || !is_ipv6(text.substr(1, end - 1))) return false;
        text.remove_prefix(end + 1);
        return text.empty() || (text.front() == ':' && is_port(text.substr(1)));
    }
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end && contains(host_characters, *at))
        ++at;
    if (at == text.data()) return false;
    return at == end || (*at == ':' && is_port({at + 1, end}));
}

std::size_t read_plain_target(std::string_view bytes, request_head& head) noexcept {
    const char* const begin = bytes.data();
    const char* const end = begin + bytes.size();
    const char* path_end = nullptr;  // once there is a question mark
    const char* at = begin;
    if (at == end || *at != '/') return 0;
    while (true) {
        while (at != end && target_roles[static_cast<unsigned char>(*at)] == plain)
            ++at;
        if (at == end || *at == ' ') break;
        const auto role = target_roles[static_cast<unsigned char>(*at)];
        if (role == not_allowed) return 0;
        const bool in_path = path_end == nullptr;
        if (in_path && role == starts_query) path_end = at;
        if (in_path && role == may_need_decoding && (*at == '%' || at[-1] == '/')) return 0;
        ++at;
    }
    if (at == end) return 0;
    head.target = {begin, at};
    head.path = head.routing_path = {begin, path_end == nullptr ? at : path_end};
    if (path_end != nullptr) head.query = {path_end + 1, at};
    return head.target.size();
}

int read_target(request_head& head) {
    const auto roles = roles_in(head.target);
    if ((roles & not_allowed) != 0) return status::bad_request;
    if (head.method == method::connect) return status::not_implemented;
    auto path = head.target;
    if (path == "*") {
        head.path = head.routing_path = path;
        return head.method == method::options ? 0 : status::bad_request;
    }
    if (!path.starts_with('/') && !take_authority(path, head.authority)) return status::bad_request;
    if ((roles & starts_query) != 0) {
        const auto question = std::min(path.find('?'), path.size());
        head.query = path.substr(std::min(question + 1, path.size()));
        path = path.substr(0, question);
    }
    if (path.empty()) path = "/";
    head.path = head.routing_path = path;
    if ((roles & may_need_decoding) == 0 || is_plain_path(path)) return 0;
    return decode_path(path, head) ? 0 : status::bad_request;
}

}  // namespace microfast::http
