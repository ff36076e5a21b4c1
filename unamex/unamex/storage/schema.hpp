/// @file
/// How the tables of a shard come to be.
#pragma once

#include <tinyorm/tinyorm.hpp>

namespace unamex::storage {

/// Brings the tables of a shard up to date. Processes that do so at once take turns.
void migrate_blocking(tinyorm::database& shard);

}  // namespace unamex::storage
