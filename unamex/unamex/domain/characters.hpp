/// @file
/// What is a character to a name? Called for every character of every name, hence inline.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace unamex::domain {

enum class character_class : std::uint8_t { other, letter, digit, separator, mark };

/// The class of a code point that is not ASCII. `other` unless UTS #39 recommends it for
/// identifiers.
[[nodiscard]] character_class classify_unicode(char32_t code_point) noexcept;

inline constexpr auto ascii_classes = [] {
    std::array<character_class, 128> classes{};
    for (std::size_t c = 'a'; c <= 'z'; ++c)
        classes[c] = character_class::letter;
    for (std::size_t c = '0'; c <= '9'; ++c)
        classes[c] = character_class::digit;
    for (const std::size_t c : std::string_view{"._-"})
        classes[c] = character_class::separator;
    return classes;
}();

/// The class of a code point after mapping: capital letters are `other` by then.
[[nodiscard]] inline character_class classify(char32_t code_point) noexcept {
    return code_point < ascii_classes.size() ? ascii_classes[code_point]
                                             : classify_unicode(code_point);
}

[[nodiscard]] constexpr bool is_separator(char character) noexcept {
    return character == '.' || character == '_' || character == '-';
}

/// Removes and returns the first code point of well-formed, non-empty UTF-8.
[[nodiscard]] constexpr char32_t take_code_point(std::string_view& text) noexcept {
    const auto lead = static_cast<std::uint8_t>(text.front());
    if (lead < 0x80) {
        text.remove_prefix(1);
        return lead;
    }
    const auto length = static_cast<unsigned>(std::countl_one(lead));
    char32_t code_point = lead & (0x7FU >> length);
    for (unsigned i = 1; i < length; ++i) {
        code_point = code_point << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
    }
    text.remove_prefix(length);
    return code_point;
}

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

}  // namespace unamex::domain
