/// @file
/// Where migrations live: scripts, and beside each generated one the state that it leads to.
#pragma once

#include <tinyorm/migrations/maker.hpp>
#include <tinyorm/migrations/migration.hpp>
#include <tinyorm/migrations/schema_state.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tinyorm::migrations {

/// A directory of migrations: `0001_initial.sql` is what runs, `0001_initial.json` the state of the
/// schema behind it, from which the next migration is made. A script written by hand needs no state
/// if it leaves the schema as it is.
///
/// Thread safety: none.
class directory {
public:
    explicit directory(std::filesystem::path path) : path_(std::move(path)) {}

    /// All scripts in order; none if the directory is not there. Throws as `load_migrations`.
    [[nodiscard]] std::vector<migration> load() const;

    /// The state that this migration recorded, if it did.
    [[nodiscard]] std::optional<schema_state> state_of(const migration& one) const;

    /// The state behind the newest of these that recorded one.
    [[nodiscard]] std::optional<schema_state> newest_state(const std::vector<migration>& known
    ) const;

    /// Writes state and script, in this order and each whole or not at all, so that an interruption
    /// leaves at most a state without a script, which nobody reads.
    void write(const planned_migration& planned) const;

    /// Removes script and state.
    void remove(const migration& one) const;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    [[nodiscard]] std::filesystem::path file(const std::string& name, const char* extension) const;

    std::filesystem::path path_;
};

}  // namespace tinyorm::migrations
