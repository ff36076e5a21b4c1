#include <microfast/core/error.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/cookies.hpp>

#include <algorithm>

namespace microfast::http {

namespace {

constexpr std::size_t longest_pair = 4096;
constexpr std::size_t longest_attribute = 1024;

/// Source: RFC 6265, section 4.1.1 (cookie-octet).
constexpr auto cookie_characters = [] {
    character_class characters{};
    for (unsigned char byte = 0x21; byte < 0x7F; ++byte)
        characters[byte] = true;
    for (const char refused : std::string_view("\",;\\"))
        characters[static_cast<unsigned char>(refused)] = false;
    return characters;
}();

constexpr auto path_characters = [] {
    character_class characters{};
    for (unsigned char byte = 0x20; byte < 0x7F; ++byte)
        characters[byte] = byte != ';';
    return characters;
}();

void require(bool holds, const cookie& set, std::string_view why) {
    if (!holds) throw error("cookie \"" + set.name + "\": " + std::string(why));
}

bool has_prefix(std::string_view name, std::string_view prefix) noexcept {
    return name.size() >= prefix.size() &&
           equal_ignoring_case(name.substr(0, prefix.size()), prefix);
}

bool is_path(std::string_view path) noexcept {
    return path.starts_with('/') && path.size() <= longest_attribute &&
           consists_of(path, path_characters);
}

bool is_domain(std::string_view domain) noexcept {
    return domain.size() <= longest_attribute && consists_of(domain, host_characters);
}

void check(const cookie& set) {
    if (!is_token(set.name)) throw error("a cookie has a name that is not a token");
    require(
        consists_of(set.value, cookie_characters),
        set,
        "the value has a character that no cookie can have; encode it"
    );
    require(
        set.name.size() + set.value.size() <= longest_pair, set, "clients keep at most 4096 bytes"
    );
    require(is_path(set.path), set, "the path must begin with a slash and have no semicolon");
    require(is_domain(set.domain), set, "the domain is not a host name");
    const bool is_for_all_sites = set.same_site == same_site::none;
    require(set.secure || !is_for_all_sites, set, "SameSite=None needs Secure");
    require(set.secure || !set.partitioned, set, "Partitioned needs Secure");
    require(set.secure || !has_prefix(set.name, "__Secure-"), set, "__Secure- needs Secure");
    const bool is_for_host = set.secure && set.path == "/" && set.domain.empty();
    require(
        is_for_host || !has_prefix(set.name, "__Host-"),
        set,
        "__Host- needs Secure and the path \"/\", and must have no domain"
    );
}

std::string_view name_of(same_site policy) noexcept {
    switch (policy) {
        case same_site::strict: return "Strict";
        case same_site::lax: return "Lax";
        case same_site::none: return "None";
    }
    return "Strict";
}

}  // namespace

bool take_cookie(std::string_view& rest, cookie_pair& pair) noexcept {
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto sent = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto equals = sent.find('=');
        const auto name = trimmed(sent.substr(0, equals));
        if (equals == sent.npos || name.empty()) continue;
        pair = {name, trimmed(sent.substr(equals + 1))};
        return true;
    }
    return false;
}

std::optional<std::string_view> cookie_view::find(std::string_view name) const noexcept {
    for (const auto& pair : *this) {
        if (pair.name == name) return pair.value;
    }
    return std::nullopt;
}

std::string to_set_cookie(const cookie& set) {
    check(set);
    std::string text = set.name + '=' + set.value + "; Path=" + set.path;
    if (!set.domain.empty()) text += "; Domain=" + set.domain;
    if (set.max_age) text += "; Max-Age=" + std::to_string(set.max_age->count());
    text.append("; SameSite=").append(name_of(set.same_site));
    if (set.secure) text += "; Secure";
    if (set.http_only) text += "; HttpOnly";
    if (set.partitioned) text += "; Partitioned";
    return text;
}

void set_cookie(response_headers& headers, const cookie& set) {
    headers.append("Set-Cookie", to_set_cookie(set));
}

void forget_cookie(response_headers& headers, cookie forgotten) {
    forgotten.value.clear();
    forgotten.max_age = std::chrono::seconds{0};
    set_cookie(headers, forgotten);
}

}  // namespace microfast::http
