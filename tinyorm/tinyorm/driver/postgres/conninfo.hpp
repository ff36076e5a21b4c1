/// @file
/// From a `postgres://` URL to what libpq connects with.
#pragma once

#include <string>
#include <string_view>

namespace tinyorm::driver::postgres {

/// The URL's settings as a libpq connection string, completed by what tinyorm relies on (UTC, ISO
/// dates, hex bytea, UTF-8) and by limits that libpq lacks: a connect timeout and keepalives,
/// unless the URL sets them. Throws `invalid_configuration`, saying what is wrong, without the
/// password.
[[nodiscard]] std::string to_conninfo(std::string_view url);

}  // namespace tinyorm::driver::postgres
