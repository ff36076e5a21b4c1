/// @file
/// The escapes of URIs: "%41" is "A".
#pragma once

#include <microfast/http/characters.hpp>

#include <string>
#include <string_view>

namespace microfast::http {

/// What never needs an escape anywhere in a URI. Source: RFC 3986, section 2.3.
inline constexpr character_class unreserved_characters = make_class("-._~");

/// Appends `text` to `encoded`, each byte that is not in `kept` as an escape with capital digits.
void append_percent_encoded(
    std::string& encoded, std::string_view text, const character_class& kept = unreserved_characters
);

/// Appends what `encoded` stands for to `text`. False if an escape is malformed; then `text` is as
/// it was.
///
/// Decodes once: what an escape stands for is never read as an escape again.
/// Source: RFC 3986, section 2.1.
[[nodiscard]] bool append_percent_decoded(std::string& text, std::string_view encoded);

}  // namespace microfast::http
