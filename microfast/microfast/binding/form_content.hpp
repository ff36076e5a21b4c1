/// @file
/// The fields and files of a form that a request brought.
#pragma once

#include <microfast/http/request.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::binding {

/// A file of a form.
struct upload {
    std::string filename;      ///< as the client calls it: not safe as a path
    std::string content_type;  ///< as the client calls it; may be empty
    std::string content;
};

enum class form_status : std::uint8_t {
    complete,
    unsupported,  ///< neither kind of form: 415
    malformed,    ///< 400
    too_large,    ///< more parts or bytes than a form may have: 413
};

/// A form in memory, so the limit of the body bounds it: at most 1,000 fields and files, a field of
/// a multipart form at most 1 MiB.
class form_content {
public:
    /// Reads the body of a request by its content type. Replaces nothing: to be called once.
    [[nodiscard]] form_status read(const http::request& request);

    struct field {
        std::string name;
        std::string value;
    };
    struct file {
        std::string name;
        upload content;
    };

    [[nodiscard]] const std::vector<field>& fields() const noexcept { return fields_; }
    [[nodiscard]] std::vector<file>& files() noexcept { return files_; }

private:
    [[nodiscard]] form_status read_urlencoded(std::string_view body);
    [[nodiscard]] form_status read_multipart(std::string_view type, std::string_view body);

    std::vector<field> fields_;
    std::vector<file> files_;
};

}  // namespace microfast::binding
