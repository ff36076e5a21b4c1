/// @file
/// Commands for the migrations of a program's own models.
#pragma once

#include <tinyorm/migrations/model_state.hpp>

namespace tinyorm {

/// What a program's main() may end in:
///
///     int main(int count, char** arguments) {
///         return tinyorm::manage(count, arguments, tinyorm::schema_of<User, Post>());
///     }
///
/// It then has the commands of `tinyorm` (`makemigrations`, `migrate`, `check`, ...), for these
/// models, and answers `tinyorm ... --app PROGRAM`. Returns the exit status.
int manage(int count, const char* const* arguments, const migrations::model_list& models);

}  // namespace tinyorm
