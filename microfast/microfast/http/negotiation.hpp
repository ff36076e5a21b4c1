/// @file
/// Which of the forms that we have does the client like best?
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace microfast::http {

/// The coding of the content that is "none".
inline constexpr std::string_view identity_coding = "identity";

/// The coding to answer with, of those that we have in the order that we prefer. `identity`, which
/// need not be in `offered`, is always there, and comes last where the client does not care.
///
/// Empty if the client refuses all of them, `identity` too: answer 406, or with identity anyway.
/// Without the field, and with an empty one, it is identity: who can decode says so. "x-gzip" is
/// gzip. A malformed member of the list is passed over. Source: RFC 9110, section 12.5.3.
[[nodiscard]] std::optional<std::string_view> choose_coding(
    std::optional<std::string_view> accept_encoding, std::span<const std::string_view> offered
) noexcept;

/// The media type to answer with, of those that we have in the order that we prefer:
/// "text/html", "text/plain; charset=utf-8". Empty if the client wants none of them: answer 406.
///
/// The most specific range that matches decides about a type. Without the field all types are
/// welcome. A malformed member is passed over. Source: RFC 9110, section 12.5.1.
[[nodiscard]] std::optional<std::string_view> choose_media_type(
    std::optional<std::string_view> accept, std::span<const std::string_view> offered
) noexcept;

/// The language to answer in, of those that we have in the order that we prefer. Empty if none is
/// wanted: then answer in the first.
///
/// "de" in the field stands for "de-AT" too, and "de-AT" in the field is content with "de" where
/// nothing says better. Source: RFC 9110, section 12.5.4; RFC 4647, sections 3.3.1 and 3.4.
[[nodiscard]] std::optional<std::string_view> choose_language(
    std::optional<std::string_view> accept_language, std::span<const std::string_view> offered
) noexcept;

// Complexity of all three: O(length of the field x number of offers); nothing is allocated.

}  // namespace microfast::http
