/// @file
/// The field lines of nearly every head, in one pass.
#pragma once

#include <microfast/http/header_fields.hpp>

#include <cstddef>
#include <string_view>

namespace microfast::http {

/// Reads field lines from the start of `bytes`, which begin behind a request line, to the empty
/// line that ends them.
///
/// Returns how many bytes that are if the lines are plain, that is tokens, colons and values of
/// printable ASCII; then they are in `fields`. 0 for everything else, legal or not or unfinished,
/// which is for the more patient `read_fields_with_llhttp` to judge; then `fields` holds some of
/// them.
///
/// Complexity: O(n); sixteen bytes at a time.
/// Source: RFC 9112, section 5.
[[nodiscard]] std::size_t read_plain_field_lines(
    std::string_view bytes, std::size_t limit, header_fields& fields
);

}  // namespace microfast::http
