/// @file
/// Which driver opens which URL.
#pragma once

#include <tinyorm/core/dialect_kind.hpp>
#include <tinyorm/driver/connection.hpp>

#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tinyorm::driver {

/// What a driver tells about itself. Linking `tinyorm::sqlite` or `tinyorm::postgres` registers it.
struct driver {
    dialect_kind dialect;
    std::vector<std::string_view> schemes;  ///< `sqlite`; `postgres`, `postgresql`
    /// Throws, also for a malformed URL.
    std::unique_ptr<connection> (*open)(std::string_view url) = nullptr;
    /// True if the database lives and dies with its only session.
    bool (*is_private)(std::string_view url) = nullptr;
    /// Of the library, if what it understands depends on it: 3040001 of SQLite 3.40.1.
    int version = std::numeric_limits<int>::max();
};

/// Makes a driver known. Thread safety: safe. Registering a scheme again replaces its driver.
void register_driver(driver added);

/// The driver of a URL's scheme. Throws `invalid_configuration`, naming those that are linked in.
[[nodiscard]] driver find_driver(std::string_view url);

/// Opens `sqlite:path`, `sqlite::memory:` or `postgres://user@host/database`.
[[nodiscard]] std::unique_ptr<connection> open_connection(std::string_view url);

/// `url` with its password replaced, for messages and logs.
[[nodiscard]] std::string without_password(std::string_view url);

}  // namespace tinyorm::driver
