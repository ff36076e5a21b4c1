/// @file
/// How much forms with files may hold, and where.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/http/multipart_parser.hpp>

#include <cstddef>
#include <string>

namespace microfast::binding {

/// Of one form. The limit of the body, which a route may set, holds besides.
struct upload_options {
    /// Fields and files that stay in memory; files beyond it go to disk, fields beyond it are 413.
    byte_count memory = 1_MiB;
    std::size_t files_on_disk = 100;  ///< each an open descriptor, then 413
    /// For files on disk, which have no names there. Empty: the system's for temporary files. One
    /// on the file system that uploads are moved to spares copying them.
    std::string directory{};
    http::multipart_limits parts{};
};

}  // namespace microfast::binding
