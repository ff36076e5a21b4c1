/// @file
/// The field lines of nearly every head, in one pass.
#pragma once

#include <microfast/http/header_fields.hpp>

#include <cstddef>
#include <string_view>

namespace microfast::http {

/// Reads the field lines of a head: `lines` begins behind the request line and ends with the empty
/// line.
///
/// True if they are plain, that is tokens, colons and values of printable ASCII; then they are in
/// `fields`. False for everything else, legal or not, which is for the more patient
/// `read_fields_with_llhttp` to judge.
///
/// Complexity: O(n); eight bytes of a value at a time.
/// Source: RFC 9112, section 5.
[[nodiscard]] bool read_plain_field_lines(
    std::string_view lines, std::size_t limit, header_fields& fields
);

}  // namespace microfast::http
