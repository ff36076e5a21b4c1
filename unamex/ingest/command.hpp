/// @file
/// What was asked of unamex-ingest on its command line and in its environment.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace unamex::ingest {

/// `unamex-ingest load FILE...`
struct load_command {
    std::vector<std::string> files;  ///< `-` is the standard input
    std::vector<std::string> shards;
    std::string redis;  ///< empty: the cache is in the process of the API
    std::filesystem::path data_dir;
};

/// `unamex-ingest generate`
struct generate_command {
    std::uint64_t count = 0;
    std::uint64_t seed = 0;
};

/// Nothing is left to do: help was printed, or what is wrong with the arguments.
struct no_command {
    int exit_status = 0;
};

using command = std::variant<load_command, generate_command, no_command>;

/// Reads the arguments, and for options that are not among them `UNAMEX_SHARDS`, `UNAMEX_REDIS` and
/// `UNAMEX_DATA_DIR`. Without shards there is one, SQLite in the data directory.
[[nodiscard]] command parse_command(int argument_count, const char* const* arguments);

}  // namespace unamex::ingest
