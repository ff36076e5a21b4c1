#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/renamed_state.hpp>
#include <tinyorm/schema/identifier.hpp>

#include <algorithm>
#include <utility>

namespace tinyorm::migrations {
namespace {

[[noreturn]] void refuse(const renaming& wanted, const std::string& reason) {
    throw error(
        error_kind::invalid_configuration,
        "cannot rename " + wanted.from + " to " + wanted.to + ": " + reason
    );
}

// "users.name" as table and column; the column of "users" is empty.
std::pair<std::string, std::string> parts_of(const std::string& name) {
    const auto dot = name.find('.');
    if (dot == std::string::npos) return {name, {}};
    return {name.substr(0, dot), name.substr(dot + 1)};
}

table_state* find_table(schema_state& state, const std::string& name) {
    const auto found = std::ranges::find(state.tables, name, &table_state::name);
    return found == state.tables.end() ? nullptr : &*found;
}

void replace(column_names& names, const std::string& from, const std::string& to) {
    std::ranges::replace(names, from, to);
}

// Carries out renamings, one after the other, on a copy of the state.
class renamer {
public:
    renamer(const schema_state& before, const schema_state& after, schema_change& change)
        : before_(before),
          after_(after),
          renamed_(before),
          change_(change) {}

    schema_state rename(std::span<const renaming> renamings) {
        for (const auto& one : renamings) {
            if (parts_of(one.from).second.empty()) rename_table(one);
        }
        for (const auto& one : renamings) {
            if (!parts_of(one.from).second.empty()) rename_column(one);
        }
        for (std::size_t i = 0; i < renamed_.tables.size(); ++i)
            rename_parts(before_.tables[i], renamed_.tables[i]);
        return std::move(renamed_);
    }

private:
    void rename_table(const renaming& wanted) {
        auto* const table = find_table(renamed_, wanted.from);
        if (table == nullptr) refuse(wanted, "there is no such table");
        if (find_table(renamed_, wanted.to) != nullptr) {
            refuse(wanted, "there is a table of that name; drop it in a migration before");
        }
        if (after_.find_table(wanted.to) == nullptr) refuse(wanted, "no model has that table");
        table->name = wanted.to;
        for (auto& other : renamed_.tables) {
            for (auto& reference : other.foreign_keys) {
                if (reference.table == wanted.from) reference.table = wanted.to;
            }
        }
        change_.renamed_tables.push_back({wanted.to, wanted.from, wanted.to});
    }

    void rename_column(const renaming& wanted) {
        const auto [old_table, from] = parts_of(wanted.from);
        const auto to = parts_of(wanted.to).second;
        const auto position = std::ranges::find(before_.tables, old_table, &table_state::name);
        if (position == before_.tables.end()) refuse(wanted, "there is no table " + old_table);
        auto& table = renamed_.tables[static_cast<std::size_t>(position - before_.tables.begin())];
        const auto column = std::ranges::find(table.columns, from, &column_state::name);
        if (column == table.columns.end()) refuse(wanted, "there is no such column");
        if (table.find_column(to) != nullptr) {
            refuse(wanted, "there is a column of that name; drop it in a migration before");
        }
        const auto* const target = after_.find_table(table.name);
        if (target == nullptr || target->find_column(to) == nullptr)
            refuse(wanted, "no model has that column");
        column->name = to;
        rename_uses(table, from, to);
        change_.renamed_columns.push_back({table.name, from, to});
    }

    void rename_uses(table_state& table, const std::string& from, const std::string& to) {
        replace(table.primary_key, from, to);
        for (auto& unique : table.uniques)
            replace(unique.columns, from, to);
        for (auto& index : table.indexes)
            replace(index.columns, from, to);
        for (auto& reference : table.foreign_keys)
            replace(reference.columns, from, to);
        for (auto& other : renamed_.tables) {
            for (auto& reference : other.foreign_keys) {
                if (reference.table == table.name) replace(reference.key, from, to);
            }
        }
    }

    // What is named after its table and columns follows them.
    void rename_parts(const table_state& old, table_state& now) {
        const auto follow = [&](auto& items, const auto& old_items, const char* suffix) {
            std::vector<renamed_part> followed;
            for (std::size_t i = 0; i < items.size(); ++i) {
                if (old_items[i].name != conventional_name(old.name, old_items[i].columns, suffix))
                    continue;
                items[i].name = conventional_name(now.name, items[i].columns, suffix);
                if (items[i].name != old_items[i].name)
                    followed.push_back({now.name, old_items[i].name, items[i].name});
            }
            return followed;
        };
        for (const auto& part : follow(now.indexes, old.indexes, "index")) {
            const auto index = std::ranges::find(now.indexes, part.to, &index_state::name);
            change_.renamed_indexes.push_back({part.table, part.from, *index});
        }
        const auto uniques = follow(now.uniques, old.uniques, "key");
        const auto references = follow(now.foreign_keys, old.foreign_keys, "fkey");
        if (before_.dialect == dialect_kind::sqlite) return;
        if (old.name != now.name && !old.primary_key.empty()) {
            change_.renamed_constraints.push_back(
                {now.name,
                 conventional_name(old.name, {}, "pkey"),
                 conventional_name(now.name, {}, "pkey")}
            );
        }
        add(change_.renamed_constraints, uniques);
        for (std::size_t i = 0; i < old.columns.size(); ++i) {
            if (old.columns[i].max_length == 0) continue;
            const auto from = conventional_name(old.name, {old.columns[i].name}, "check");
            const auto to = conventional_name(now.name, {now.columns[i].name}, "check");
            if (from != to) change_.renamed_constraints.push_back({now.name, from, to});
        }
        add(change_.renamed_constraints, references);
    }

    static void add(std::vector<renamed_part>& all, const std::vector<renamed_part>& more) {
        all.insert(all.end(), more.begin(), more.end());
    }

    const schema_state& before_;
    const schema_state& after_;
    schema_state renamed_;  // its tables and columns in the order of before_
    schema_change& change_;
};

}  // namespace

renaming parse_renaming(std::string_view text) {
    const auto equals = text.find('=');
    renaming parsed{
        std::string{text.substr(0, equals)},
        equals == std::string_view::npos ? "" : std::string{text.substr(equals + 1)}};
    const auto [table, column] = parts_of(parsed.from);
    if (!column.empty() && parsed.to.find('.') == std::string::npos)
        parsed.to = table + '.' + parsed.to;
    const auto [new_table, new_column] = parts_of(parsed.to);
    const bool has_names =
        schema::is_identifier(table) && schema::is_identifier(new_table) &&
        column.empty() == new_column.empty() &&
        (column.empty() || (schema::is_identifier(column) && schema::is_identifier(new_column)));
    if (!has_names) {
        throw error(
            error_kind::invalid_configuration,
            "a renaming is users=accounts for a table or users.name=users.title for a column, not "
            "\"" +
                std::string{text} + '"'
        );
    }
    return parsed;
}

std::vector<renaming> reversed(std::span<const renaming> renamings) {
    std::vector<renaming> back;
    for (auto one = renamings.rbegin(); one != renamings.rend(); ++one) {
        auto from = one->to;
        const auto [old_table, column] = parts_of(one->from);
        if (!column.empty()) {  // columns go by the name their table has before
            const auto moved = std::ranges::find(renamings, old_table, &renaming::from);
            const auto table = moved == renamings.end() ? old_table : moved->to;
            from = table + '.' + parts_of(one->to).second;
        }
        back.push_back({from, one->from});
    }
    return back;
}

schema_state rename(
    const schema_state& before,
    const schema_state& after,
    std::span<const renaming> renamings,
    schema_change& change
) {
    return renamer{before, after, change}.rename(renamings);
}

}  // namespace tinyorm::migrations
