/// @file
/// From a value to a JSON document.
#pragma once

#include <microfast/binding/describe.hpp>
#include <microfast/binding/value_schema.hpp>

#include <string>

namespace microfast::binding {

/// Appends the document of the value that `schema` describes. See `write_json`.
void write_json_value(std::string& output, const value_schema& schema, const void* value);

/// Appends the document of `value` to `output`: compact, fields in the order of the struct.
///
/// Doubles are written so that reading gives the same one; those that JSON has no form for
/// (infinite, not a number) are null. An empty `std::optional` is null. Text that is not UTF-8 has
/// its bad bytes replaced by U+FFFD.
///
/// Errors: `error` for what no document can say: a value of an enumeration without a name, a moment
/// outside of the years 0000 to 9999. Complexity: O(length of the document); no memory but the
/// output's.
template <class Value>
void write_json(std::string& output, const Value& value) {
    write_json_value(output, describe<Value>(), detail::address_of_const(value));
}

}  // namespace microfast::binding
