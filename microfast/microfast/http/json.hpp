/// @file
/// JSON documents in and out.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace microfast::http {

/// A dynamic JSON value. Include <nlohmann/json.hpp> to use it.
using json = nlohmann::json;

/// The value of a document. Throws `http_error` 400 that names the position if it is not JSON, is
/// nested deeper than 256 levels, or is followed by more text.
[[nodiscard]] json parse_json(std::string_view document);

/// The document of a value, compact. Text that is not UTF-8 has its bad bytes replaced by U+FFFD.
[[nodiscard]] std::string to_json_text(const json& value);

}  // namespace microfast::http
