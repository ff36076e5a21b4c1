/// @file
/// From distinct names to rows on their shards.
#pragma once

#include <ingest/manifest.hpp>
#include <ingest/name_table.hpp>
#include <ingest/progress.hpp>
#include <unamex/ports/bulk_store.hpp>

#include <functional>
#include <string_view>
#include <vector>

namespace unamex::ingest {

struct load_options {
    std::string_view owner = "import";  ///< who has the loaded names
    std::size_t batch = 10'000;         ///< names a transaction
};

struct load_result {
    std::vector<shard_load> shards;
    bool is_complete = false;  ///< false: stopped between two transactions
};

/// Loads every name into its shard, in the order of slots, a thread a shard. Names that are there
/// stay as they are, so a load that was stopped or killed is finished by doing it again.
///
/// `should_stop` is asked now and then, on the calling thread; once it is true no further
/// transaction begins. Errors: those of the store, once every thread has stopped; what was loaded
/// by then stays.
[[nodiscard]] load_result load_names(
    const name_table& names,
    ports::bulk_store& store,
    const load_options& options,
    progress& reporting,
    const std::function<bool()>& should_stop
);

}  // namespace unamex::ingest
