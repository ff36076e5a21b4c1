/// @file
/// One step in the life of a schema: a script of plain SQL that goes up, and perhaps down again.
#pragma once

#include <tinyorm/core/dialect_kind.hpp>
#include <tinyorm/core/types.hpp>
#include <tinyorm/migrations/schema_change.hpp>

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
    std::string sql{};
    transaction_use transaction = transaction_use::whole;
    /// After a failure between any two of its statements it may be run again from the first.
    bool is_repeatable = false;
    int first_line = 1;  ///< of the script's lines, the one that `sql` begins with
};

/// Whether a script is as it was written.
enum class seal_state : std::uint8_t {
    absent,  ///< it does not say
    intact,  ///< it has its checksum, and it is right
    broken,  ///< it was edited since
};

struct migration {
    i64 version = 0;
    std::string name;  ///< of the script, without `.sql`
    /// Of the script; line ends and its lines `checksum` and `allow` do not count.
    std::string checksum{};
    seal_state seal = seal_state::absent;
    std::optional<dialect_kind> dialect{};    ///< what it is written for, if it says so
    std::vector<std::string> dependencies{};  ///< migrations that come before
    std::vector<std::string> replaced{};      ///< migrations that this one stands for
    std::vector<renaming> renamings{};        ///< what it renames
    std::vector<std::string> allowed{};       ///< codes of the findings that its author accepts
    section up{};
    std::optional<section> down{};
};

/// A script before it is read: `{"0001_create_users", "-- tinyorm: up\n..."}`.
struct script {
    std::string_view name;
    std::string_view text;
};

/// Reads one script. Its name begins with its number, as in `0001_create_users`. Lines that begin
/// with `-- tinyorm:` say what is what:
///
///     -- tinyorm: checksum 0123456789abcdef      the script was not edited since; optional
///     -- tinyorm: dialect postgres               it is for no other database; optional
///     -- tinyorm: depends 0001_create_users      applied before; any number of names
///     -- tinyorm: replaces 0001_a 0002_b         a database that has these has this one
///     -- tinyorm: renames users.name=users.title
///     -- tinyorm: allow DS102 MF103              findings of the check that are meant
///     -- tinyorm: up                             what follows; perhaps `no-transaction`, and
///     -- tinyorm: down                           then perhaps `repeatable`
///
/// Throws `invalid_configuration`, naming script and line.
[[nodiscard]] migration parse_migration(const script& source);

/// Throws `migration_refused` if the script was edited since it was written.
void refuse_if_edited(const migration& checked);

/// Reads scripts given in any order and returns them in theirs, without those that another
/// replaces. Throws if two have the same number, or one depends on another that is not there or
/// comes later.
[[nodiscard]] std::vector<migration> parse_migrations(std::span<const script> sources);

/// Reads all files of a directory that end in `.sql`.
[[nodiscard]] std::vector<migration> load_migrations(const std::filesystem::path& directory);

}  // namespace tinyorm::migrations
