/// @file
/// Models for tables that are there already.
#pragma once

#include <tinyorm/migrations/schema_state.hpp>

#include <string>

namespace tinyorm::migrations {

/// The text of a C++ header that declares a model for each table, those first that others refer to.
/// What a model cannot say stands there as a comment.
[[nodiscard]] std::string scaffold(const schema_state& state);

}  // namespace tinyorm::migrations
