/// @file
/// A state under other names.
#pragma once

#include <tinyorm/migrations/schema_change.hpp>

#include <span>

namespace tinyorm::migrations {

/// `before` with its tables and columns renamed, and with them every constraint and index whose
/// name is made of theirs. Tells `change` what gets which name. Errors: as of `difference`.
[[nodiscard]] schema_state rename(
    const schema_state& before,
    const schema_state& after,
    std::span<const renaming> renamings,
    schema_change& change
);

}  // namespace tinyorm::migrations
