/// @file
/// Problem documents: errors that programs can read.
#pragma once

#include <string>
#include <string_view>

namespace microfast::http {

inline constexpr std::string_view problem_content_type = "application/problem+json; charset=utf-8";

/// {"type":"about:blank","title":"Not Found","status":404,"detail":"there is no user 7"}
///
/// The title is the phrase of the code; an empty detail is left out; bytes that are not UTF-8
/// become U+FFFD. Source: RFC 9457.
[[nodiscard]] std::string problem_document(int code, std::string_view detail);

}  // namespace microfast::http
