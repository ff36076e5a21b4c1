#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/maker.hpp>
#include <tinyorm/migrations/script_text.hpp>
#include <tinyorm/schema/identifier.hpp>

#include <algorithm>

namespace tinyorm::migrations {
namespace {

std::string described(const table_change& table) {
    const auto& name = table.after.name;
    const auto parts =
        table.dropped_columns.size() + table.added_columns.size() + table.altered_columns.size();
    if (parts == 0 && table.is_only_of_indexes()) return "index_" + name;
    if (parts != 1) return "change_" + name;
    if (!table.added_columns.empty()) return "add_" + name + '_' + table.added_columns[0].name;
    if (!table.dropped_columns.empty()) return "drop_" + name + '_' + table.dropped_columns[0].name;
    return "change_" + name + '_' + table.altered_columns[0].before.name;
}

// What the whole does, if that can be said of one thing.
std::string described(const schema_change& change) {
    const auto things = change.created_tables.size() + change.dropped_tables.size() +
                        change.changed_tables.size() + change.renamed_tables.size() +
                        change.renamed_columns.size();
    if (things != 1) return "changes";
    if (!change.created_tables.empty()) return "create_" + change.created_tables[0].name;
    if (!change.dropped_tables.empty()) return "drop_" + change.dropped_tables[0].name;
    if (!change.renamed_tables.empty()) return "rename_" + change.renamed_tables[0].from;
    if (!change.renamed_columns.empty())
        return "rename_" + change.renamed_columns[0].table + '_' + change.renamed_columns[0].from;
    return described(change.changed_tables[0]);
}

std::string name_for(
    std::span<const migration> existing, const schema_change& change, const maker_options& options
) {
    if (!options.name.empty()) return options.name;
    if (existing.empty()) return "initial";
    return described(change).substr(0, schema::identifier_limit);
}

bool uses_any_of(const index_state& index, const std::vector<column_state>& columns) {
    return std::ranges::any_of(columns, [&index](const column_state& column) {
        return std::ranges::find(index.columns, column.name) != index.columns.end();
    });
}

// `after`, but with the indexes that tables have already, as far as their columns stay.
schema_state without_new_indexes(const schema_state& after, const schema_change& change) {
    auto state = after;
    for (const auto& changed : change.changed_tables) {
        const auto table = std::ranges::find(state.tables, changed.after.name, &table_state::name);
        table->indexes = changed.before.indexes;
        std::erase_if(table->indexes, [&changed](const index_state& index) {
            return uses_any_of(index, changed.dropped_columns);
        });
    }
    return state;
}

section section_of(const schema_change& change, const sql_options& options) {
    section written{.sql = joined(to_sql(change, options))};
    if (options.indexes == index_building::concurrent) {
        written.transaction = transaction_use::none;
        written.is_repeatable = true;
    }
    return written;
}

// Writes one migration after the other, each from the state that the one before leads to.
class planner {
public:
    planner(std::span<const migration> existing, const maker_options& options)
        : known_(existing.begin(), existing.end()),
          options_(options) {}

    void plan(
        const schema_state& before,
        const schema_state& after,
        std::span<const renaming> renamings,
        index_building indexes
    ) {
        const auto up = difference(before, after, renamings);
        if (up.is_empty()) return;
        const auto down = difference(after, before, reversed(renamings));
        migration made{.name = next_name(known_, name_for(known_, up, options_))};
        made.dialect = after.dialect;
        if (!known_.empty()) made.dependencies = {known_.back().name};
        made.renamings.assign(renamings.begin(), renamings.end());
        made.up = section_of(up, {.indexes = indexes});
        made.down = section_of(down, {.indexes = indexes, .absent = absent_values::zero});
        planned_.push_back({made.name, to_script(made), after});
        made.version = known_.empty() ? 1 : known_.back().version + 1;
        known_.push_back(std::move(made));
    }

    std::vector<planned_migration> take() { return std::move(planned_); }

private:
    std::vector<migration> known_;
    const maker_options& options_;
    std::vector<planned_migration> planned_;
};

}  // namespace

std::string next_name(std::span<const migration> existing, const std::string& what) {
    if (!schema::is_identifier(what)) {
        throw error(
            error_kind::invalid_configuration,
            "the name of a migration is made of letters, digits and underscores, not \"" + what +
                '"'
        );
    }
    auto number = std::to_string(existing.empty() ? 1 : existing.back().version + 1);
    if (number.size() < 4) number.insert(0, 4 - number.size(), '0');
    return number + '_' + what;
}

std::vector<planned_migration> make_migrations(
    std::span<const migration> existing,
    const schema_state& before,
    const schema_state& after,
    const maker_options& options
) {
    planner planned{existing, options};
    if (options.indexes == index_building::locking) {
        planned.plan(before, after, options.renamings, index_building::locking);
        return planned.take();
    }
    if (after.dialect != dialect_kind::postgres) {
        throw error(
            error_kind::unsupported_feature,
            "SQLite has no concurrent index: it locks the whole database in any case"
        );
    }
    const auto between = without_new_indexes(after, difference(before, after, options.renamings));
    planned.plan(before, between, options.renamings, index_building::locking);
    planned.plan(between, after, {}, index_building::concurrent);
    return planned.take();
}

}  // namespace tinyorm::migrations
