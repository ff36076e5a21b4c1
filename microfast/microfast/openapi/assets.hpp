/// @file
/// The scripts and styles of the documentation pages, as they are built in.
#pragma once

#include <span>
#include <string_view>

namespace microfast::openapi {

/// A file of a package, compressed when this library was built.
struct asset {
    std::string_view name;  ///< "swagger-ui-bundle.js"
    std::string_view version;
    std::string_view content_type;
    std::string_view tag;  ///< of the content
    std::string_view brotli;
    std::string_view gzip;
};

/// All of them; empty if the library was built without.
[[nodiscard]] std::span<const asset> assets() noexcept;

}  // namespace microfast::openapi
