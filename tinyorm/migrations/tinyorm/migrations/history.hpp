/// @file
/// What a database remembers of the migrations it went through.
#pragma once

#include <tinyorm/core/types.hpp>
#include <tinyorm/driver/connection.hpp>
#include <tinyorm/migrations/migration.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tinyorm::migrations {

enum class entry_state : std::uint8_t {
    applied,
    applying,   ///< a section without transaction began, and nobody knows how far it came
    reverting,  ///< the same on the way down
};

struct history_entry {
    i64 version = 0;
    std::string name;
    std::string checksum;
    entry_state state = entry_state::applied;
    timestamp applied_at;
};

/// The table `tinyorm_migrations` of one database.
///
/// Thread safety: none. Lifetime: the connection must outlive it.
class history {
public:
    explicit history(driver::connection& connection) : connection_(connection) {}

    /// Makes the table if it is not there.
    void create();
    /// The statement that does so.
    [[nodiscard]] static std::string table_sql(dialect_kind dialect);

    /// All entries in order of version; none if there is no table yet.
    [[nodiscard]] std::vector<history_entry> entries();

    void add(const migration& applied, entry_state state);
    void change_state(i64 version, entry_state state);
    void remove(i64 version);

    /// Puts a squashed migration, as applied, in the place of those that it replaces.
    void replace(const migration& squashed);

private:
    [[nodiscard]] bool exists();

    driver::connection& connection_;
};

}  // namespace tinyorm::migrations
