/// @file
/// From the path of a request to the path of a file.
#pragma once

#include <cstdint>
#include <string_view>

namespace microfast::files {

enum class hidden_files : std::uint8_t {
    refuse,  ///< names that begin with a dot, but for ".well-known" at the top (RFC 8615)
    serve,
};

/// May a file be looked for at this path? `routing_path` is a path relative to the root in the form
/// of `http::request_head::routing_path`: decoded, a slash that was sent as "%2F" is a NUL.
///
/// Refused are empty segments, "." and "..", NUL and other control characters, backslashes and
/// hidden names. One slash at the end is a question for a directory.
///
/// It does not keep anybody inside the root: `directory_root` does. It makes sure that each file
/// has one path, whatever the file system makes of odd ones.
[[nodiscard]] bool is_file_path(std::string_view routing_path, hidden_files hidden) noexcept;

}  // namespace microfast::files
