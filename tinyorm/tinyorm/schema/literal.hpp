/// @file
/// Text of the program as a template argument.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace tinyorm::schema {

/// A literal as a template argument: only what stands in the program's text becomes SQL.
template <std::size_t Size>
struct literal {
    char text[Size];

    consteval literal(const char (&given)[Size]) { std::copy_n(given, Size, text); }
    [[nodiscard]] constexpr std::string_view view() const { return {text, Size - 1}; }
    template <std::size_t Other>
    [[nodiscard]] constexpr bool operator==(const literal<Other>& other) const {
        return view() == other.view();
    }
};

}  // namespace tinyorm::schema
