#include <unamex/domain/name_hash.hpp>
#include <unamex/domain/slot.hpp>
#include <unamex/storage/bulk_load.hpp>
#include <unamex/storage/dialect.hpp>
#include <unamex/storage/models.hpp>
#include <unamex/storage/writer_table.hpp>

#include <algorithm>
#include <vector>

namespace unamex::storage {

namespace {

// clang-format off
TINYORM_MODEL(loading, "loading",
    (tinyorm::i32, slot),
    (std::string,  username),
    (std::string,  norm),
    (tinyorm::i16, weight));
// clang-format on

constexpr auto make_stage =
    "CREATE TEMP TABLE IF NOT EXISTS loading"
    " (slot INTEGER NOT NULL, username TEXT NOT NULL, norm TEXT NOT NULL, weight INTEGER NOT NULL)";

constexpr auto insert_names =
    "INSERT INTO usernames (username, norm, owner, weight, state, created_at)"
    " SELECT username, norm, $1, weight, 0, $2 FROM loading";

// Whatever the planner believes about a table that grows by the second, this looks each name up by
// its key.
constexpr auto insert_new_names_postgres =
    "WITH fresh AS (INSERT INTO usernames (username, norm, owner, weight, state, created_at)"
    " SELECT username, norm, $1, weight, 0, $2 FROM loading ON CONFLICT (norm) DO NOTHING "
    "RETURNING norm)"
    " DELETE FROM loading WHERE NOT EXISTS (SELECT 1 FROM fresh WHERE fresh.norm = loading.norm)";

constexpr auto append_changes =
    "INSERT INTO outbox (slot, sequence, norm, weight, state, at)"
    " SELECT l.slot, s.sequence + row_number() OVER (PARTITION BY l.slot ORDER BY l.norm), l.norm, "
    "l.weight, 0, $1"
    " FROM loading l JOIN slots s ON s.slot = l.slot";

constexpr auto count_changes =
    "UPDATE slots SET sequence = slots.sequence + added.names"
    " FROM (SELECT slot, count(*) AS names FROM loading GROUP BY slot) AS added WHERE added.slot = "
    "slots.slot";

// Each name once: of two spellings of one name the first has it.
std::vector<loading::row> to_rows(std::span<const ports::loaded_name> names) {
    std::vector<loading::row> rows;
    rows.reserve(names.size());
    for (const auto& name : names) {
        const auto slot = domain::slot_of(domain::hash_name(name.norm));
        rows.push_back(
            {static_cast<tinyorm::i32>(domain::index_of(slot)),
             name.username,
             name.norm,
             name.weight}
        );
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
        return left.norm < right.norm;
    });
    const auto is_same = [](const auto& left, const auto& right) {
        return left.norm == right.norm;
    };
    rows.erase(std::unique(rows.begin(), rows.end(), is_same), rows.end());
    return rows;
}

}  // namespace

ports::load_counts load_names(
    tinyorm::session& session,
    const writer& self,
    std::span<const ports::loaded_name> names,
    std::string_view owner
) {
    const auto now = writer_table{session}.require(self);
    session.execute(make_stage);
    session.execute("DELETE FROM loading");
    const auto rows = to_rows(names);
    session.insert_all(std::span{rows});
    if (is_postgres(session)) {
        session.execute(
            "SELECT slot FROM slots WHERE slot IN (SELECT slot FROM loading) ORDER BY slot FOR "
            "UPDATE"
        );
        session.execute(insert_new_names_postgres, owner, now);
    } else {
        session.execute(
            "DELETE FROM loading WHERE EXISTS (SELECT 1 FROM usernames u WHERE u.norm = "
            "loading.norm)"
        );
        session.execute(insert_names, owner, now);
    }
    const auto inserted = static_cast<std::uint64_t>(session.execute(append_changes, now));
    session.execute(count_changes);
    return {.inserted = inserted, .duplicate = names.size() - inserted};
}

}  // namespace unamex::storage
