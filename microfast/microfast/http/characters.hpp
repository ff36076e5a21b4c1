/// @file
/// The character classes of RFC 9110 and RFC 3986.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace microfast::http {

using character_class = std::array<bool, 256>;

[[nodiscard]] constexpr bool contains(const character_class& characters, char byte) noexcept {
    return characters[static_cast<unsigned char>(byte)];
}

[[nodiscard]] constexpr character_class make_class(std::string_view punctuation) {
    character_class characters{};
    for (unsigned char c = '0'; c <= '9'; ++c)
        characters[c] = true;
    for (unsigned char c = 'a'; c <= 'z'; ++c)
        characters[c] = true;
    for (unsigned char c = 'A'; c <= 'Z'; ++c)
        characters[c] = true;
    for (const char c : punctuation)
        characters[static_cast<unsigned char>(c)] = true;
    return characters;
}

[[nodiscard]] constexpr character_class make_value_class() {
    character_class characters{};
    for (std::size_t c = 0x20; c < characters.size(); ++c)
        characters[c] = c != 0x7F;
    characters['\t'] = true;
    return characters;
}

/// What field names and methods are made of. Source: RFC 9110, section 5.6.2.
inline constexpr character_class token_characters = make_class("!#$%&'*+-.^_`|~");

/// What field values are made of, white space included. Source: RFC 9110, section 5.5.
inline constexpr character_class value_characters = make_value_class();

/// What a host name or an IPv4 address is made of: RFC 3986, section 3.2.2, without the
/// sub-delimiters and escapes that no host name has and that would travel into links and logs.
inline constexpr character_class host_characters = make_class("-._~");

[[nodiscard]] constexpr bool consists_of(
    std::string_view text, const character_class& characters
) noexcept {
    for (const char byte : text) {
        if (!contains(characters, byte)) return false;
    }
    return true;
}

[[nodiscard]] constexpr bool is_token(std::string_view text) noexcept {
    return !text.empty() && consists_of(text, token_characters);
}

[[nodiscard]] constexpr bool is_white_space(char byte) noexcept {
    return byte == ' ' || byte == '\t';
}

/// Without the optional white space around it. Source: RFC 9110, section 5.6.3.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && is_white_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_white_space(text.back()))
        text.remove_suffix(1);
    return text;
}

[[nodiscard]] constexpr char lower(char byte) noexcept {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte | 0x20) : byte;
}

/// The value of a hexadecimal digit, or -1.
[[nodiscard]] constexpr int hex_digit(char digit) noexcept {
    if (digit >= '0' && digit <= '9') return digit - '0';
    const char letter = lower(digit);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

[[nodiscard]] constexpr bool equal_ignoring_case(
    std::string_view left, std::string_view right
) noexcept {
    if (left == right) return true;
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (lower(left[i]) != lower(right[i])) return false;
    }
    return true;
}

}  // namespace microfast::http
