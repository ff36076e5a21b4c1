/// @file
/// Many migrations made one.
#pragma once

#include <tinyorm/migrations/directory.hpp>
#include <tinyorm/migrations/maker.hpp>
#include <tinyorm/migrations/migration.hpp>

#include <span>
#include <string>
#include <vector>

namespace tinyorm::migrations {

/// One migration that stands for the given ones, which are the oldest there are.
///
/// If none of them was written or edited by hand, it makes the last state from nothing. Otherwise
/// it does what they do, one after the other. A database that has them all has it; one that has
/// none gets it; one that has some refuses until it has all.
/// Once it is written the others are not read any more, and their files may go.
///
/// Errors: `migration_refused` for fewer than two, or if a hand-written one among them runs without
/// a transaction, which a whole cannot contain.
[[nodiscard]] planned_migration squash(const directory& home, std::span<const migration> oldest);

}  // namespace tinyorm::migrations
