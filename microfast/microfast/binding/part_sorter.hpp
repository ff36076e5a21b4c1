/// @file
/// The parts of a multipart form on their way into fields and files.
#pragma once

#include <microfast/binding/form_content.hpp>
#include <microfast/binding/upload_options.hpp>
#include <microfast/http/multipart_parser.hpp>

#include <cstddef>
#include <string_view>

namespace microfast::binding {

enum class file_parts : std::uint8_t { kept, passed_over };

/// Gives each part of a form its place, wherever the bytes were cut.
class part_sorter {
public:
    part_sorter(
        form_content& into,
        std::string_view boundary,
        const upload_options& options,
        file_parts files
    )
        : into_{into},
          options_{options},
          files_{files},
          parser_{boundary, options.parts} {}

    /// `complete` as long as all is well.
    [[nodiscard]] form_status take(std::string_view bytes);

    /// There are no more bytes.
    [[nodiscard]] form_status finish();

private:
    [[nodiscard]] bool begin();
    [[nodiscard]] bool add(std::string_view content);
    [[nodiscard]] bool make_room(std::size_t more);
    [[nodiscard]] bool spill(files::spooled_file& file);
    [[nodiscard]] form_status refused() const noexcept;

    [[nodiscard]] bool is_in_file() const noexcept { return parser_.part().is_file(); }

    form_content& into_;
    const upload_options& options_;
    file_parts files_;
    http::multipart_parser parser_;
    std::size_t used_ = 0;     // memory
    std::size_t on_disk_ = 0;  // files
};

}  // namespace microfast::binding
