/// @file
/// From files of names to distinct, normalised names.
#pragma once

#include <ingest/name_table.hpp>
#include <ingest/progress.hpp>
#include <ingest/tally.hpp>
#include <unamex/domain/normaliser.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace unamex::ingest {

/// One file as it was read: enough to tell later whether it was the same.
struct input_summary {
    std::string path;
    std::uint64_t bytes = 0;     ///< of the file as it is, packed or not
    std::uint64_t checksum = 0;  ///< XXH3 of those bytes
    std::uint64_t lines = 0;
};

struct read_result {
    name_table names;
    tally counts;
    std::vector<input_summary> inputs;
};

/// Reads every file to its end, in this order, and normalises each line. Memory grows with the
/// distinct names only. On one thread: a million lines take a third of a second, little beside
/// what loading them takes.
///
/// Errors: `input_error`; a line that is no name is counted, never an error.
[[nodiscard]] read_result read_names(
    std::span<const std::string> paths, const domain::normaliser& rules, progress& reporting
);

}  // namespace unamex::ingest
