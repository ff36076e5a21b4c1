/// @file
/// From a pattern and values to a path.
#pragma once

#include <microfast/routing/pattern.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace microfast::routing {

/// The path that the pattern `given`, whose text is `text`, has with these values.
///
/// Everything but RFC 3986's unreserved characters is percent-encoded; the slashes of a tail stay.
/// Throws `error` with the reason if the values are not one for each parameter, if one does not
/// match its expression, if one cannot stand where it should (empty, a dot segment, NUL, not
/// UTF-8), and if the path would start with two slashes, which is another host's.
[[nodiscard]] std::string make_url(
    const pattern& given,
    std::string_view text,
    std::span<const std::pair<std::string_view, std::string_view>> values
);

}  // namespace microfast::routing
