/// @file
/// What follows the question mark of a database URL.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tinyorm::driver {

using url_parameters = std::vector<std::pair<std::string, std::string>>;

/// Reads `name=value&name=value`, decoded. Throws `invalid_configuration` for a part without `=`.
[[nodiscard]] url_parameters parse_url_parameters(std::string_view query);

/// Replaces `%41` by `A`. Throws `invalid_configuration` if a percent sign is followed by anything
/// else.
[[nodiscard]] std::string decode_percent(std::string_view text);

}  // namespace tinyorm::driver
