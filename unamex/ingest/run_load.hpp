/// @file
/// `unamex-ingest load`, from the first line to the manifest.
#pragma once

#include <ingest/command.hpp>

namespace unamex::ingest {

/// Returns the exit status: 0, or 128 and the number of the signal that stopped it: between two
/// transactions, or after ten seconds within one, where a shard stands still. Reports progress on
/// the standard error, the outcome on the standard output.
///
/// Errors: whatever ends it early, as an exception whose `what()` is for the operator. What was
/// loaded by then stays, and the same command finishes the work.
[[nodiscard]] int run_load(const load_command& wanted);

}  // namespace unamex::ingest
