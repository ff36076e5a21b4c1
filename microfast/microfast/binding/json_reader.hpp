/// @file
/// From a JSON document to a value, with every fault that it has.
#pragma once

#include <microfast/binding/describe.hpp>
#include <microfast/binding/field_errors.hpp>
#include <microfast/binding/value_schema.hpp>

#include <string_view>

namespace microfast::binding {

/// Reads a document into the value that `schema` describes. See `read_json`.
[[nodiscard]] bool read_json_value(
    const value_schema& schema,
    std::string_view document,
    void* target,
    field_errors& errors,
    const location& where
);

/// Reads a document straight into `target`, which was made by `T{}`; false if there were faults,
/// and then the value is not to be used.
///
/// All faults of a document come together: fields that are missing, have another type, break a
/// constraint. A document that is not JSON has one fault: `json_invalid`, with the position of the
/// byte. A field may be missing if it is a `std::optional` (null says the same), if it is marked
/// `may_be_absent`, or if it has a default member initialiser that can be seen: any one on a
/// number, bool, enumeration or a struct of these, and on other types one that differs from the
/// empty value.
///
/// Fields that a struct does not have are ignored, unless it says
/// `static constexpr bool forbids_unknown_fields = true;`. A key twice in an object is a fault (of
/// ignored fields and in `json` it is not looked for). A JSON string is no number and a number no
/// string; 1.0 and 1e2 are integers; what an integer's type cannot hold is a fault.
///
/// A `std::variant` takes the alternative that fits the kind of JSON value; among several structs
/// the first one whose required fields are there and whose `one_of` texts have one of their values;
/// among several kinds of text the first that can be read.
///
/// Limits: 64 levels, 100 faults. Complexity: O(length), for variants times the depth at most.
/// Source: RFC 8259; the words of the faults are those of FastAPI.
template <class Value>
[[nodiscard]] bool read_json(
    std::string_view document,
    Value& target,
    field_errors& errors,
    const location& where = location("body")
) {
    return read_json_value(describe<Value>(), document, detail::address_of(target), errors, where);
}

}  // namespace microfast::binding
