/// @file
/// How unamex-api was asked to run, on its command line and in its environment.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace unamex::api {

struct settings {
    std::string bind;  ///< host:port; port 0 takes a free one
    std::vector<std::string> shards;
    std::string redis;  ///< empty: the cache is in this process
    std::filesystem::path data_dir;
    std::filesystem::path port_file;  ///< gets the port once it is bound; empty: none
    std::string log_level;
    unsigned workers = 0;  ///< 0: one a core
};

/// Nothing is left to do: help was printed, or what is wrong with the arguments.
struct no_settings {
    int exit_status = 0;
};

/// Reads the arguments, and for options that are not among them `UNAMEX_BIND`, `UNAMEX_SHARDS`,
/// `UNAMEX_REDIS`, `UNAMEX_DATA_DIR`, `UNAMEX_PORT_FILE`, `UNAMEX_LOG_LEVEL` and `UNAMEX_WORKERS`.
/// Without shards there is one, SQLite in the data directory.
[[nodiscard]] std::variant<settings, no_settings> parse_settings(
    int argument_count, const char* const* arguments
);

}  // namespace unamex::api
