/// @file
/// Brings a database up to date, and back.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/migrations/history.hpp>
#include <tinyorm/migrations/migration.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tinyorm::migrations {

class foreign_key_pause;

enum class migration_state : std::uint8_t {
    applied,
    pending,
    edited,       ///< applied, but the script has changed since
    missing,      ///< applied, but there is no script any more
    interrupted,  ///< a section without transaction stopped half-way
};

[[nodiscard]] std::string_view to_string(migration_state state) noexcept;

struct migration_status {
    std::string name;
    migration_state state = migration_state::pending;
    std::optional<timestamp> applied_at{};
};

struct runner_options {
    std::chrono::milliseconds lock_patience{60'000};  ///< for another migrator to finish
    std::function<void(const migration&)>
        before_each{};  ///< called before a migration is applied or reverted
};

/// Applies migrations in order, each once, while no other migrator is at work.
///
/// Each section and its entry in the history are one transaction, unless it says `no-transaction`.
/// On SQLite, foreign keys are not enforced within that transaction, so that a script may rebuild a
/// table that others refer to (create, copy, drop, rename); before it commits they are checked.
/// Thread safety: none.
/// Errors: `migration_refused`, before anything is changed, if an applied script was edited or is
/// missing, if one stopped half-way, if a pending one is older than an applied one, or if a script
/// begins or ends the transaction that it is part of; `busy` if another migrator does not finish;
/// otherwise the database's own error, naming the migration, whose transaction is rolled back,
/// or `foreign_key_violation` from that check of SQLite.
/// Lifetime: the connection must outlive it.
class runner {
public:
    runner(
        driver::connection& connection,
        std::vector<migration> migrations,
        runner_options options = {}
    );

    /// Applies what is pending; returns the names of what it applied.
    std::vector<std::string> migrate();

    /// Reverts the newest `steps` migrations; returns their names.
    std::vector<std::string> rollback(std::size_t steps = 1);

    /// Every migration, known or applied, in order. Changes nothing and takes no lock.
    [[nodiscard]] std::vector<migration_status> status();

private:
    void refuse_unless_consistent(const std::vector<history_entry>& entries) const;
    void refuse_unless_unchanged(const history_entry& entry) const;
    [[nodiscard]] const migration* find(i64 version) const;
    void apply(const migration& applied);
    void revert(const migration& reverted);
    void run(const migration& owner, const section& executed, const std::function<void()>& record);
    void run_as_whole(
        const section& executed, const foreign_key_pause& pause, const std::function<void()>& record
    );
    void run_in_pieces(const section& executed);

    driver::connection& connection_;
    history history_;
    std::vector<migration> migrations_;  // in order of version
    runner_options options_;
};

}  // namespace tinyorm::migrations
