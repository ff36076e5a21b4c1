/// @file
/// Storing what was read, with its constraints: the same for JSON and for the text of parameters.
#pragma once

#include <microfast/binding/value_schema.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace microfast::binding {

/// What is wrong with a value; nothing, if the type is empty.
struct fault {
    std::string_view type{};
    std::string message{};

    explicit operator bool() const noexcept { return !type.empty(); }
};

[[nodiscard]] fault make_fault(const constraint& broken);

[[nodiscard]] fault store_integer(const value_schema& schema, whole_number value, void* target);
[[nodiscard]] fault store_real(const value_schema& schema, double value, void* target);

/// `value` is UTF-8.
[[nodiscard]] fault store_string(const value_schema& schema, std::string_view value, void* target);
[[nodiscard]] fault store_text(const value_schema& schema, std::string_view value, void* target);
[[nodiscard]] fault store_enumerator(
    const value_schema& schema, std::string_view value, void* target
);

/// The value nearest to a number of RFC 8259, infinite if there is none.
[[nodiscard]] double to_real(std::string_view number) noexcept;

/// A real number that is whole, up to 2^53.
[[nodiscard]] std::optional<whole_number> to_whole(double value) noexcept;

/// The fault of an integer that has too many digits for any type.
[[nodiscard]] fault make_range_fault(const value_schema& schema, bool is_negative);

}  // namespace microfast::binding
