/// @file
/// The page people use, inside the program.
#pragma once

#include <span>
#include <string_view>

namespace unamex::api {

struct page_file {
    std::string_view path;        ///< where it is served: `/`, `/page.js`
    std::string_view media_type;  ///< of the Content-Type field
    std::string_view entity_tag;  ///< changes with the content; quoted, as the ETag field wants it
    std::string_view content;
};

/// Every file of `unamex/web`, written into the program when it is built.
[[nodiscard]] std::span<const page_file> page_files() noexcept;

}  // namespace unamex::api
