/// @file
/// What the command line of the conformance server says.
#pragma once

#include <microfast/microfast.hpp>

#include <optional>
#include <string>

namespace conformance {

struct arguments {
    microfast::server_options server{};
    std::optional<std::string> files{};  ///< the directory that `/static/` serves
};

/// Throws `microfast::error` with the usage if it cannot be read.
[[nodiscard]] arguments parse_arguments(int count, const char* const* words);

}  // namespace conformance
