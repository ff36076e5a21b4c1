/// @file
/// The models of a program, and the tables they ask for.
#pragma once

#include <tinyorm/migrations/schema_state.hpp>
#include <tinyorm/schema/table_definition.hpp>

#include <vector>

namespace tinyorm::migrations {

/// The tables of a program's models: `schema_of<User, Post>()`.
using model_list = std::vector<const schema::table_definition*>;

/// What a database of this dialect looks like that has the tables of these models.
///
/// Errors: `unsupported_feature` for what the dialect lacks; `invalid_query` if two models share a
/// table, a foreign key refers to a table without a primary key of one column or to one that no
/// given model has, or two constraints or indexes would have one name.
[[nodiscard]] schema_state state_of(const model_list& models, dialect_kind dialect);

}  // namespace tinyorm::migrations

namespace tinyorm {

/// The models that a program hands to `manage`.
template <typename... Models>
[[nodiscard]] migrations::model_list schema_of() {
    return {&schema::table_of<Models>()...};
}

}  // namespace tinyorm
