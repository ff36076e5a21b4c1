/// @file
/// The field lines of a head as llhttp reads them.
#pragma once

#include <microfast/http/header_fields.hpp>

#include <cstddef>
#include <string_view>

namespace microfast::http {

/// Reads the field lines of `head`, a whole head whose request line has been checked; `lines` is
/// its part behind that line. Returns 0, or the status to refuse it with.
///
/// llhttp reports where names are and judges which bytes values may have. How a line is put
/// together it judges generously, so that is checked here: each is name, colon, value, CRLF, and
/// nothing else.
[[nodiscard]] int read_fields_with_llhttp(
    std::string_view head, std::string_view lines, std::size_t limit, header_fields& fields
);

}  // namespace microfast::http
