/// @file
/// From the text of a parameter to a value: what a path, query, header, cookie or form holds.
#pragma once

#include <microfast/binding/describe.hpp>
#include <microfast/binding/field_errors.hpp>
#include <microfast/binding/value_schema.hpp>

#include <string_view>

namespace microfast::binding {

/// Can `read_text_value` read it? Everything but containers, structs, variants and json.
[[nodiscard]] bool is_readable_from_text(const value_schema& schema) noexcept;

/// See `read_text`.
[[nodiscard]] bool read_text_value(
    const value_schema& schema,
    std::string_view text,
    void* target,
    field_errors& errors,
    const location& where
);

/// Reads a value with these constraints, and those of `Value` if it is a field; false, with one
/// fault, if `text` is none.
///
/// Integers and numbers are written as in JSON, but for zeros in front; a bool is true, 1, on, yes,
/// t, y or false, 0, off, no, f, n in either case; a `std::optional` gets the value.
template <class Value, class... Constraints>
[[nodiscard]] bool read_text(
    std::string_view text, Value& target, field_errors& errors, const location& where
) {
    return read_text_value(
        describe<Value, Constraints...>(), text, detail::address_of(target), errors, where
    );
}

}  // namespace microfast::binding
