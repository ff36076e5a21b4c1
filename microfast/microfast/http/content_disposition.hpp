/// @file
/// How content is meant to be used, and what it is called: `attachment; filename="x.txt"`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::http {

/// The value of a Content-Disposition field, decoded.
struct content_disposition {
    std::string type;                     ///< "attachment", "form-data", in lower case
    std::optional<std::string> name;      ///< of a form's field
    std::optional<std::string> filename;  ///< as sent: see `safe_file_name` before using it as one
};

/// Reads a Content-Disposition field, of a message or of a part of a form. Empty if it is malformed
/// or what it names is not UTF-8.
///
/// `filename*` goes before `filename`; one that is malformed is passed over. In a quoted string
/// only
/// `\"` and `\\` are escapes, since browsers have sent paths such as "C:\x" as they are. Where a
/// parameter comes twice the first one counts.
/// Complexity: O(length). Source: RFC 6266; RFC 8187, section 3.2; RFC 7578, section 4.2.
[[nodiscard]] std::optional<content_disposition> parse_content_disposition(std::string_view text);

enum class disposition_type : std::uint8_t {
    attachment,  ///< to be saved
    inline_,     ///< to be shown
};

/// The field's value for content with this name, which should be UTF-8: `filename` in ASCII for old
/// clients and, where that is not the whole name, `filename*`. Control characters become "_".
[[nodiscard]] std::string to_content_disposition(disposition_type type, std::string_view filename);

/// A name that is safe to give to a file of one's own folder: what stands behind the last slash or
/// backslash, without control characters and the characters that some system refuses, at most 255
/// bytes of UTF-8, never empty, "." or "..", never beginning with a dot.
[[nodiscard]] std::string safe_file_name(std::string_view sent);

}  // namespace microfast::http
