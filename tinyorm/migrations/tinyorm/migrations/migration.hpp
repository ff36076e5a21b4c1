/// @file
/// One step in the life of a schema: a script of plain SQL that goes up, and perhaps down again.
#pragma once

#include <tinyorm/core/types.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tinyorm::migrations {

enum class transaction_use : std::uint8_t {
    whole,  ///< the section and its entry in the history are one transaction
    none,   ///< statement by statement, for what PostgreSQL refuses in a transaction; may stop
            ///< half-way
};

struct section {
    std::string sql;
    transaction_use transaction = transaction_use::whole;
    int first_line = 1;  ///< of the script's lines, the one that `sql` begins with
};

struct migration {
    i64 version = 0;
    std::string name;      ///< of the script, without `.sql`
    std::string checksum;  ///< of the whole script; line ends do not count
    section up;
    std::optional<section> down{};
};

/// A script before it is read: `{"0001_create_users", "-- tinyorm: up\n..."}`.
struct script {
    std::string_view name;
    std::string_view text;
};

/// Reads one script. Its name begins with its number, as in `0001_create_users`; its sections begin
/// with the lines `-- tinyorm: up` and `-- tinyorm: down`, each perhaps followed by
/// `no-transaction`. Throws `invalid_configuration`, naming script and line.
[[nodiscard]] migration parse_migration(const script& source);

/// Reads scripts given in any order and returns them in theirs. Throws if two have the same number.
[[nodiscard]] std::vector<migration> parse_migrations(std::span<const script> sources);

/// Reads all files of a directory that end in `.sql`.
[[nodiscard]] std::vector<migration> load_migrations(const std::filesystem::path& directory);

}  // namespace tinyorm::migrations
