/// @file
/// The `tinyorm` command.
#pragma once

#include <iosfwd>
#include <span>
#include <string_view>

namespace tinyorm::command {

/// Runs `tinyorm ARGUMENTS...` and returns its exit status: 0 done, 1 refused or failed, 2 called
/// wrongly. What was done goes to `out`, everything else to `problems`.
int run(std::span<const std::string_view> arguments, std::ostream& out, std::ostream& problems);

}  // namespace tinyorm::command
