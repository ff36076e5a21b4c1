/// @file
/// Text as a template argument.
#pragma once

#include <cstddef>
#include <string_view>

namespace microfast::binding {

/// A string literal between angle brackets: `template <fixed_string Name>` takes `<"id">`.
template <std::size_t Size>
struct fixed_string {
    char characters[Size + 1]{};

    consteval fixed_string() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): it stands where a literal is written
    consteval fixed_string(const char (&literal)[Size + 1]) {
        for (std::size_t i = 0; i < Size; ++i)
            characters[i] = literal[i];
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {characters, Size}; }
    [[nodiscard]] static constexpr std::size_t size() noexcept { return Size; }
    constexpr operator std::string_view() const noexcept { return view(); }
};

template <std::size_t Size>
fixed_string(const char (&)[Size]) -> fixed_string<Size - 1>;

}  // namespace microfast::binding
