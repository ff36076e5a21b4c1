/// @file
/// What is a character to a name?
#pragma once

#include <cstdint>
#include <string_view>

namespace unamex::domain {

enum class character_class : std::uint8_t { other, letter, digit, separator, mark };

/// The class of a code point after mapping: capital letters are `other` by then.
[[nodiscard]] character_class classify(char32_t code_point) noexcept;

/// Removes and returns the first code point of well-formed, non-empty UTF-8.
[[nodiscard]] char32_t take_code_point(std::string_view& text) noexcept;

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

[[nodiscard]] constexpr bool is_separator(char character) noexcept {
    return character == '.' || character == '_' || character == '-';
}

}  // namespace unamex::domain
