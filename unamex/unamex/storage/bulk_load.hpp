/// @file
/// Many names in one transaction.
#pragma once

#include <tinyorm/tinyorm.hpp>
#include <unamex/ports/bulk_store.hpp>
#include <unamex/storage/writer_table.hpp>

#include <span>
#include <string>
#include <string_view>

namespace unamex::storage {

/// Gives the names to `owner`, unless somebody has them, within a transaction: staged, their slots
/// locked in order, inserted and logged set by set.
///
/// Errors: `write_refused`, `tinyorm::error`.
[[nodiscard]] ports::load_counts load_names(
    tinyorm::session& session,
    const writer& self,
    std::span<const ports::loaded_name> names,
    std::string_view owner
);

}  // namespace unamex::storage
