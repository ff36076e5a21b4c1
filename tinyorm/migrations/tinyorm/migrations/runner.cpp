#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/runner.hpp>
#include <tinyorm/migrations/section_run.hpp>
#include <tinyorm/migrations/session_lock.hpp>
#include <tinyorm/migrations/state_json.hpp>
#include <tinyorm/migrations/transaction_control.hpp>

#include <utility>

namespace tinyorm::migrations {
namespace {

[[noreturn]] void refuse(const std::string& message) {
    throw error(error_kind::migration_refused, message);
}

void refuse_transaction_control(
    const migration& owner, const section& checked, dialect_kind dialect
) {
    if (checked.transaction == transaction_use::none) return;
    const auto found = find_transaction_control(checked, dialect);
    if (!found) return;
    refuse(
        "migration " + owner.name + ", line " + std::to_string(found->line) + ": " +
        found->command +
        " begins or ends a transaction, but the section is part of one: take it "
        "out, or mark the section no-transaction"
    );
}

}  // namespace

runner::runner(
    driver::connection& connection, std::vector<migration> migrations, runner_options options
)
    : connection_(connection),
      history_(connection),
      migrations_(std::move(migrations)),
      options_(std::move(options)) {}

progress runner::look() {
    return {migrations_, history_.entries()};
}

std::vector<std::string> runner::migrate() {
    const session_lock lock{connection_, options_.lock_patience};
    history_.create();
    const auto found = look();
    const auto wanted = found.pending();
    for (const auto* const one : wanted)
        require_fit(*one, one->up);
    record_adopted(found);
    std::vector<std::string> applied;
    for (const auto* const one : wanted) {
        apply(*one, found);
        applied.push_back(one->name);
    }
    return applied;
}

std::vector<std::string> runner::rollback(std::size_t steps) {
    const session_lock lock{connection_, options_.lock_patience};
    const auto found = look();
    const auto wanted = found.newest(steps);
    for (const auto* const one : wanted)
        require_fit(*one, *one->down);
    record_adopted(found);
    std::vector<std::string> reverted;
    for (const auto* const one : wanted) {
        revert(*one);
        reverted.push_back(one->name);
    }
    return reverted;
}

std::vector<const migration*> runner::pending() {
    return look().pending();
}

std::vector<const migration*> runner::newest(std::size_t steps) {
    return look().newest(steps);
}

std::vector<migration_status> runner::status() {
    return look().status();
}

void runner::require_fit(const migration& checked, const section& executed) const {
    refuse_if_edited(checked);
    const auto dialect = connection_.dialect();
    if (checked.dialect.value_or(dialect) != dialect) {
        refuse(
            "migration " + checked.name + " is written for " +
            std::string{to_string(*checked.dialect)} + ", but this database is " +
            std::string{to_string(dialect)}
        );
    }
    refuse_transaction_control(checked, executed, dialect);
}

void runner::record_adopted(const progress& found) {
    for (const auto* const squashed : found.adopted())
        history_.replace(*squashed);
}

void runner::apply(const migration& applied, const progress& found) {
    if (options_.before_each) options_.before_each(applied);
    if (applied.up.transaction == transaction_use::whole) {
        return run_section(connection_, applied, applied.up, [&] {
            history_.add(applied, entry_state::applied);
        });
    }
    if (found.has_begun(applied)) {
        history_.change_state(applied.version, entry_state::applying);
    } else {
        history_.add(applied, entry_state::applying);
    }
    run_section(connection_, applied, applied.up, [&] {
        history_.change_state(applied.version, entry_state::applied);
    });
}

void runner::revert(const migration& reverted) {
    if (options_.before_each) options_.before_each(reverted);
    if (reverted.down->transaction == transaction_use::none)
        history_.change_state(reverted.version, entry_state::reverting);
    run_section(connection_, reverted, *reverted.down, [&] { history_.remove(reverted.version); });
}

}  // namespace tinyorm::migrations
