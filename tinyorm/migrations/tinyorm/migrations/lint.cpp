#include <tinyorm/migrations/lint.hpp>

#include <algorithm>
#include <utility>

namespace tinyorm::migrations {
namespace {

// Collects what is found, each once.
class collector {
public:
    void add(const char* code, std::string message) {
        finding found{code, std::move(message)};
        if (std::ranges::find(found_, found) == found_.end()) found_.push_back(std::move(found));
    }
    std::vector<finding> take() { return std::move(found_); }

private:
    std::vector<finding> found_;
};

void check_columns(const table_change& table, dialect_kind dialect, collector& found) {
    const auto prefix = table.after.name + '.';
    for (const auto& column : table.dropped_columns)
        found.add("DS103", "drops column " + prefix + column.name + " and what it holds");
    for (const auto& column : table.added_columns) {
        if (column.is_nullable || !column.default_sql.empty() || column.is_autoincrement) continue;
        found.add(
            "MF103",
            "adds " + prefix + column.name +
                ", which needs a value and has no default: fails if the table has rows"
        );
    }
    for (const auto& [before, after] : table.altered_columns) {
        if (!before.is_nullable || after.is_nullable) continue;
        const bool has_default = !after.default_sql.empty();
        const auto message =
            prefix + after.name + " needs a value from now on: " +
            (has_default ? "empty ones become the default" : "fails if a row has none");
        found.add("MF104", message);
        if (dialect == dialect_kind::sqlite && !has_default) found.add("LT101", message);
    }
}

// True if the keys or indexes are about columns of which none is new.
template <typename Item>
bool is_of_old_columns(const Item& item, const table_change& table) {
    return std::ranges::none_of(item.columns, [&table](const std::string& name) {
        return std::ranges::find(table.added_columns, name, &column_state::name) !=
               table.added_columns.end();
    });
}

void check_keys(const table_change& table, collector& found) {
    const auto tell = [&](const auto& item, const char* code) {
        found.add(
            code, table.after.name + " gets the unique " + item.name + ": fails if values repeat"
        );
    };
    for (const auto& unique : table.added_uniques) {
        if (is_of_old_columns(unique, table)) tell(unique, "MF101");
    }
    for (const auto& index : table.added_indexes) {
        if (!index.is_unique || !is_of_old_columns(index, table)) continue;
        const auto same = std::ranges::find(table.dropped_indexes, index.name, &index_state::name);
        const bool was_there = same != table.dropped_indexes.end() && !same->is_unique;
        tell(index, was_there ? "MF102" : "MF101");
    }
    for (const auto& reference : table.dropped_foreign_keys) {
        found.add(
            "CD101",
            table.after.name + " loses the foreign key " + reference.name + " to " + reference.table
        );
    }
}

}  // namespace

std::vector<finding> findings_of(const schema_change& change) {
    collector found;
    for (const auto& table : change.dropped_tables)
        found.add("DS102", "drops table " + table.name + " and what it holds");
    for (const auto& table : change.renamed_tables) {
        found.add(
            "BC101",
            "renames table " + table.from + " to " + table.to +
                ": programs that run meanwhile do not find it"
        );
    }
    for (const auto& column : change.renamed_columns) {
        found.add(
            "BC102",
            "renames column " + column.table + '.' + column.from + " to " + column.to +
                ": programs that run meanwhile do not find it"
        );
    }
    for (const auto& table : change.changed_tables) {
        check_columns(table, change.dialect, found);
        check_keys(table, found);
    }
    return found.take();
}

std::vector<finding> findings_of(
    const migration& checked, const schema_state* before, const schema_state* after
) {
    // What was generated and not touched since is what its states say; anything else is what its
    // words say.
    const bool is_known =
        before != nullptr && after != nullptr && checked.seal == seal_state::intact;
    const auto dialect =
        checked.dialect.value_or(after != nullptr ? after->dialect : dialect_kind::postgres);
    auto found = is_known ? findings_of(difference(*before, *after, checked.renamings))
                          : findings_of(checked.up, dialect);
    std::erase_if(found, [&checked](const finding& one) {
        return std::ranges::find(checked.allowed, one.code) != checked.allowed.end();
    });
    return found;
}

}  // namespace tinyorm::migrations
