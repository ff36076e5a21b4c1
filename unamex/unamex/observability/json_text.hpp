/// @file
/// Text inside of JSON, on one line, whatever it contains.
#pragma once

#include <string>
#include <string_view>

namespace unamex::observability {

/// Appends `text` as a JSON string, with its quotes. Line breaks and other control characters, in
/// ASCII and in Unicode, are escaped, and bytes that are not UTF-8 become U+FFFD: no text can end
/// the line or the string, or change how a terminal shows what follows.
void append_json_string(std::string& line, std::string_view text);

}  // namespace unamex::observability
