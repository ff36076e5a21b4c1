/// @file
/// The fields and files of a form that a request brought.
#pragma once

#include <microfast/binding/upload_options.hpp>
#include <microfast/core/task.hpp>
#include <microfast/files/spooled_file.hpp>
#include <microfast/http/request.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::binding {

/// A file of a form.
struct upload {
    std::string filename;         ///< as the client calls it: not safe as a path
    std::string content_type;     ///< as the client calls it; may be empty
    files::spooled_file content;  ///< in memory, or on disk if there is much of it
};

enum class form_status : std::uint8_t {
    complete,
    unsupported,  ///< neither kind of form: 415
    malformed,    ///< 400
    too_large,    ///< more parts or bytes than a form may have: 413
};

/// A form: what of it is in memory is bounded by `upload_options::memory`, or by the limit of the
/// body where that is read as a whole.
class form_content {
public:
    struct field {
        std::string name;
        std::string value;
    };
    struct file {
        std::string name;
        upload content;
    };

    /// Reads the body of a request by its content type; passes over files. Replaces nothing: one of
    /// the two is to be called once.
    [[nodiscard]] form_status read(const http::request& request, const upload_options& options);

    /// The same with files, while the body arrives where its route streams bodies. Throws what the
    /// stream throws.
    [[nodiscard]] task<form_status> read_later(
        const http::request& request, const upload_options& options
    );

    [[nodiscard]] const std::vector<field>& fields() const noexcept { return fields_; }
    [[nodiscard]] std::vector<file>& files() noexcept { return files_; }

private:
    friend class part_sorter;

    [[nodiscard]] form_status read_urlencoded(std::string_view body);

    std::vector<field> fields_;
    std::vector<file> files_;
};

}  // namespace microfast::binding
