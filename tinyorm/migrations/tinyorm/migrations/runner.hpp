/// @file
/// Brings a database up to date, and back.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/migrations/history.hpp>
#include <tinyorm/migrations/migration.hpp>
#include <tinyorm/migrations/progress.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace tinyorm::migrations {

struct runner_options {
    std::chrono::milliseconds lock_patience{60'000};  ///< for another migrator to finish
    std::function<void(const migration&)>
        before_each{};  ///< called before a migration is applied or reverted
};

/// Applies migrations in order, each once, while no other migrator is at work.
///
/// Each section and its entry in the history are one transaction, unless it says `no-transaction`;
/// one of those that stopped half-way goes on, from its start, if it says `repeatable`.
/// On SQLite, foreign keys are not enforced within that transaction, so that a script may rebuild a
/// table that others refer to (create, copy, drop, rename); before it commits they are checked, and
/// that no trigger or index of a rebuilt table was forgotten.
/// Thread safety: none.
/// Errors: `migration_refused`, before anything is changed, if an applied script was edited or is
/// missing, if a generated one was edited, if one stopped half-way, if a pending one is older than
/// an applied one or is for another database, or if a script begins or ends the transaction that it
/// is part of; `busy` if another migrator does not finish; otherwise the database's own error,
/// naming the migration, whose transaction is rolled back, or `foreign_key_violation` from that
/// check of SQLite.
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

    /// What `migrate` would apply, and `rollback` revert. They change nothing and take no lock.
    [[nodiscard]] std::vector<const migration*> pending();
    [[nodiscard]] std::vector<const migration*> newest(std::size_t steps = 1);

    /// Every migration, known or applied, in order. Changes nothing and takes no lock.
    [[nodiscard]] std::vector<migration_status> status();

private:
    [[nodiscard]] progress look();
    void require_fit(const migration& checked, const section& executed) const;
    void record_adopted(const progress& found);
    void apply(const migration& applied, const progress& found);
    void revert(const migration& reverted);

    driver::connection& connection_;
    history history_;
    std::vector<migration> migrations_;  // in order of version
    runner_options options_;
};

}  // namespace tinyorm::migrations
