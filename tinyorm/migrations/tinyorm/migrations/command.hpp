/// @file
/// The commands of the `tinyorm` program, and of every program that ends in `manage`.
#pragma once

#include <tinyorm/migrations/model_state.hpp>

#include <iosfwd>
#include <span>
#include <string_view>

namespace tinyorm::migrations {

/// Where a command writes: what it did, and everything else.
struct command_streams {
    std::ostream& out;
    std::ostream& problems;
};

/// Runs `tinyorm ARGUMENTS...` and returns its exit status: 0 done, 1 refused, failed or found
/// something, 2 called wrongly. `models` are those of the program, null if it has none.
int run_command(
    std::span<const std::string_view> arguments, const model_list* models, command_streams streams
);

}  // namespace tinyorm::migrations
