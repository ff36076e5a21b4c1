#include <tinyorm/core/cell.hpp>
#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/history.hpp>

#include <array>
#include <chrono>

namespace tinyorm::migrations {
namespace {

constexpr std::array<std::string_view, 3> state_names{"applied", "applying", "reverting"};

std::string_view name_of(entry_state state) {
    return state_names[static_cast<std::size_t>(state)];
}

entry_state parse_state(const std::string& name) {
    for (std::size_t i = 0; i < state_names.size(); ++i) {
        if (state_names[i] == name) return static_cast<entry_state>(i);
    }
    throw error(
        error_kind::migration_refused,
        "tinyorm_migrations holds the state \"" + name +
            "\", which this version of tinyorm does not know"
    );
}

}  // namespace

bool history::exists() {
    const auto found =
        connection_.dialect() == dialect_kind::sqlite
            ? connection_.execute("SELECT 1 FROM sqlite_schema WHERE name = 'tinyorm_migrations'")
            : connection_.execute("SELECT 1 WHERE to_regclass('tinyorm_migrations') IS NOT NULL");
    return !found->next_row().empty();
}

std::string history::table_sql(dialect_kind dialect) {
    const std::string time_type = dialect == dialect_kind::sqlite ? "TEXT" : "TIMESTAMPTZ";
    return "CREATE TABLE IF NOT EXISTS tinyorm_migrations (version BIGINT PRIMARY KEY, name TEXT "
           "NOT NULL, checksum TEXT NOT NULL, state TEXT NOT NULL, applied_at " +
           time_type + " NOT NULL)";
}

void history::create() {
    connection_.execute_script(table_sql(connection_.dialect()));
}

std::vector<history_entry> history::entries() {
    std::vector<history_entry> all;
    if (!exists()) return all;
    const auto rows = connection_.execute(
        "SELECT version, name, checksum, state, applied_at FROM tinyorm_migrations ORDER BY version"
    );
    for (auto row = rows->next_row(); !row.empty(); row = rows->next_row()) {
        auto& entry = all.emplace_back();
        std::string state;
        decode(row[0], entry.version);
        decode(row[1], entry.name);
        decode(row[2], entry.checksum);
        decode(row[3], state);
        decode(row[4], entry.applied_at);
        entry.state = parse_state(state);
    }
    return all;
}

void history::add(const migration& applied, entry_state state) {
    const auto now =
        std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    const std::array<value, 5> entry{
        value{applied.version},
        value{applied.name},
        value{applied.checksum},
        value{name_of(state)},
        value{now}};
    connection_.execute(
        "INSERT INTO tinyorm_migrations (version, name, checksum, state, applied_at) VALUES ($1, "
        "$2, $3, $4, $5)",
        entry
    );
}

void history::change_state(i64 version, entry_state state) {
    const std::array<value, 2> change{value{name_of(state)}, value{version}};
    connection_.execute("UPDATE tinyorm_migrations SET state = $1 WHERE version = $2", change);
}

void history::remove(i64 version) {
    const std::array<value, 1> removed{value{version}};
    connection_.execute("DELETE FROM tinyorm_migrations WHERE version = $1", removed);
}

void history::replace(const migration& squashed) {
    connection_.begin();
    try {
        const std::array<value, 1> replaced{value{squashed.replaced}};
        const std::string_view any =
            connection_.dialect() == dialect_kind::sqlite
                ? "DELETE FROM tinyorm_migrations WHERE name IN (SELECT value FROM json_each(?1))"
                : "DELETE FROM tinyorm_migrations WHERE name = ANY($1)";
        connection_.execute(any, replaced);
        add(squashed, entry_state::applied);
        connection_.commit();
    } catch (const error&) {
        connection_.rollback();
        throw;
    }
}

}  // namespace tinyorm::migrations
