#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/foreign_key_pause.hpp>
#include <tinyorm/migrations/runner.hpp>
#include <tinyorm/migrations/session_lock.hpp>
#include <tinyorm/migrations/statement_splitter.hpp>
#include <tinyorm/migrations/transaction_control.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace tinyorm::migrations {
namespace {

[[noreturn]] void refuse(const std::string& message) {
    throw error(error_kind::migration_refused, message);
}

void refuse_transaction_control(const migration& owner, const section& checked) {
    if (checked.transaction == transaction_use::none) return;
    const auto found = find_transaction_control(checked);
    if (!found) return;
    refuse(
        "migration " + owner.name + ", line " + std::to_string(found->line) + ": " +
        found->command +
        " begins or ends a transaction, but the section is part of one: take it "
        "out, or mark the section no-transaction"
    );
}

[[noreturn]] void rethrow_for(const migration& owner, const error& failed) {
    const error_context context{
        .sqlstate = failed.sqlstate(),
        .constraint = failed.constraint(),
        .table = failed.table(),
        .column = failed.column()};
    throw error(
        failed.kind(),
        "migration " + owner.name + " failed: " + failed.what(),
        context,
        failed.where()
    );
}

}  // namespace

std::string_view to_string(migration_state state) noexcept {
    switch (state) {
        case migration_state::applied: return "applied";
        case migration_state::pending: return "pending";
        case migration_state::edited: return "edited";
        case migration_state::missing: return "missing";
        case migration_state::interrupted: return "interrupted";
    }
    return "unknown";
}

runner::runner(
    driver::connection& connection, std::vector<migration> migrations, runner_options options
)
    : connection_(connection),
      history_(connection),
      migrations_(std::move(migrations)),
      options_(std::move(options)) {}

const migration* runner::find(i64 version) const {
    const auto found = std::ranges::find(migrations_, version, &migration::version);
    return found == migrations_.end() ? nullptr : &*found;
}

std::vector<std::string> runner::migrate() {
    const session_lock lock{connection_, options_.lock_patience};
    history_.create();
    const auto entries = history_.entries();
    refuse_unless_consistent(entries);
    const auto newest = entries.empty() ? 0 : entries.back().version;
    const auto pending = std::ranges::upper_bound(migrations_, newest, {}, &migration::version);
    for (auto one = pending; one != migrations_.end(); ++one)
        refuse_transaction_control(*one, one->up);
    std::vector<std::string> applied;
    for (auto one = pending; one != migrations_.end(); ++one) {
        apply(*one);
        applied.push_back(one->name);
    }
    return applied;
}

std::vector<std::string> runner::rollback(std::size_t steps) {
    const session_lock lock{connection_, options_.lock_patience};
    const auto entries = history_.entries();
    refuse_unless_consistent(entries);
    std::vector<const migration*> reverting;
    for (auto entry = entries.rbegin(); entry != entries.rend() && reverting.size() < steps;
         ++entry) {
        reverting.push_back(find(entry->version));
        if (!reverting.back()->down)
            refuse("migration " + entry->name + " has no `-- tinyorm: down` section");
        refuse_transaction_control(*reverting.back(), *reverting.back()->down);
    }
    std::vector<std::string> reverted;
    for (const auto* const one : reverting) {
        revert(*one);
        reverted.push_back(one->name);
    }
    return reverted;
}

std::vector<migration_status> runner::status() {
    std::vector<std::pair<i64, migration_status>> all;
    const auto entries = history_.entries();
    for (const auto& entry : entries) {
        const auto* const known = find(entry.version);
        auto state = migration_state::applied;
        if (entry.state != entry_state::applied) {
            state = migration_state::interrupted;
        } else if (known == nullptr) {
            state = migration_state::missing;
        } else if (known->checksum != entry.checksum) {
            state = migration_state::edited;
        }
        all.emplace_back(entry.version, migration_status{entry.name, state, entry.applied_at});
    }
    for (const auto& known : migrations_) {
        if (std::ranges::find(entries, known.version, &history_entry::version) != entries.end())
            continue;
        all.emplace_back(
            known.version, migration_status{known.name, migration_state::pending, std::nullopt}
        );
    }
    std::ranges::sort(all, {}, &std::pair<i64, migration_status>::first);
    std::vector<migration_status> sorted;
    for (auto& [version, one] : all)
        sorted.push_back(std::move(one));
    return sorted;
}

void runner::refuse_unless_consistent(const std::vector<history_entry>& entries) const {
    for (const auto& entry : entries)
        refuse_unless_unchanged(entry);
    for (const auto& known : migrations_) {
        const bool is_pending =
            std::ranges::find(entries, known.version, &history_entry::version) == entries.end();
        if (is_pending && !entries.empty() && known.version < entries.back().version) {
            refuse(
                "migration " + known.name + " was never applied but is older than " +
                entries.back().name + ", which was: give it a later number"
            );
        }
    }
}

void runner::refuse_unless_unchanged(const history_entry& entry) const {
    if (entry.state != entry_state::applied) {
        refuse(
            "migration " + entry.name +
            " runs without transaction and stopped half-way: complete it by hand and set " +
            "its state to 'applied' in tinyorm_migrations, or undo it by hand and delete its row "
            "there"
        );
    }
    const auto* const known = find(entry.version);
    if (known == nullptr) {
        refuse(
            "migration " + entry.name +
            " was applied to this database, but its script is missing: restore it"
        );
    }
    if (known->checksum != entry.checksum) {
        refuse(
            "migration " + known->name + " was edited after it was applied (its checksum is " +
            known->checksum + ", then " + entry.checksum +
            "): restore the script, and put the change into a new migration"
        );
    }
}

void runner::apply(const migration& applied) {
    if (options_.before_each) options_.before_each(applied);
    if (applied.up.transaction == transaction_use::whole) {
        return run(applied, applied.up, [&] { history_.add(applied, entry_state::applied); });
    }
    history_.add(applied, entry_state::applying);
    run(applied, applied.up, [&] { history_.change_state(applied.version, entry_state::applied); });
}

void runner::revert(const migration& reverted) {
    if (options_.before_each) options_.before_each(reverted);
    if (reverted.down->transaction == transaction_use::none) {
        history_.change_state(reverted.version, entry_state::reverting);
    }
    run(reverted, *reverted.down, [&] { history_.remove(reverted.version); });
}

void runner::run(
    const migration& owner, const section& executed, const std::function<void()>& record
) {
    const bool is_whole = executed.transaction == transaction_use::whole;
    std::optional<foreign_key_pause> pause;  // outlives the transaction: within one, it cannot end
    if (is_whole) pause.emplace(connection_);
    try {
        if (is_whole) {
            run_as_whole(executed, *pause, record);
        } else {
            run_in_pieces(executed);
            record();
        }
    } catch (const error& failed) {
        connection_.rollback();
        rethrow_for(owner, failed);
    }
    if (is_whole) pause->end();
}

void runner::run_as_whole(
    const section& executed, const foreign_key_pause& pause, const std::function<void()>& record
) {
    connection_.begin();
    connection_.execute_script(executed.sql);
    if (!connection_.in_transaction())
        refuse("its script ends the transaction it runs in: mark it no-transaction");
    pause.check();
    record();
    connection_.commit();
}

// PostgreSQL makes one transaction of a script that it gets in one piece; SQLite does not.
void runner::run_in_pieces(const section& executed) {
    if (connection_.dialect() == dialect_kind::sqlite) {
        connection_.execute_script(executed.sql);
    } else {
        for (const auto one : split_statements(executed.sql))
            connection_.execute_script(one);
    }
    if (connection_.in_transaction())
        refuse("its script leaves a transaction open, which is rolled back: end it in the script");
}

}  // namespace tinyorm::migrations
