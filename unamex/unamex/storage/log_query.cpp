#include <unamex/storage/dialect.hpp>
#include <unamex/storage/log_query.hpp>
#include <unamex/storage/models.hpp>

#include <fmt/format.h>

#include <tuple>
#include <utility>

namespace unamex::storage {

namespace {

// A slot and the sequence to read after, in one number: both databases take arrays of one column.
constexpr unsigned sequence_bits = 40;

// Of the weights of slots. An odd multiplier and a power of two: no two slots weigh the same.
constexpr std::uint64_t slot_multiplier = 40'503;
constexpr std::uint64_t slot_modulus = 65'536;

tinyorm::i64 pack(tinyorm::i32 slot, std::uint64_t sequence) {
    return (tinyorm::i64{slot} << sequence_bits) | static_cast<tinyorm::i64>(sequence);
}

domain::slot_id to_slot(tinyorm::i32 slot) {
    return static_cast<domain::slot_id>(slot);
}

std::uint64_t read_fingerprint(tinyorm::session& session) {
    const auto sums = session.query<tinyorm::i64>(fmt::format(
        "SELECT CAST(coalesce(sum(sequence * (1 + (slot * {}) % {})), 0) AS BIGINT) FROM slots",
        slot_multiplier,
        slot_modulus
    ));
    return static_cast<std::uint64_t>(sums.front());
}

std::vector<ports::change> read_changes(
    tinyorm::session& session, std::vector<tinyorm::i64> wanted
) {
    const auto source =
        is_postgres(session) ? "unnest($1::bigint[]) AS wanted(value)" : "json_each($1) AS wanted";
    const auto sql = fmt::format(
        "SELECT o.slot, o.sequence, o.norm, o.weight, o.state FROM {} JOIN outbox o"
        " ON o.slot = (wanted.value >> {}) AND o.sequence > (wanted.value & {}) ORDER BY o.slot, "
        "o.sequence",
        source,
        sequence_bits,
        pack(0, (std::uint64_t{1} << sequence_bits) - 1)
    );
    std::vector<ports::change> changes;
    using namespace tinyorm;
    for (auto& [slot, sequence, norm, weight, state] :
         session.query<i32, i64, std::string, i16, i16>(sql, wanted)) {
        changes.push_back(
            {.position = {to_slot(slot), static_cast<std::uint64_t>(sequence)},
             .norm = std::move(norm),
             .weight = static_cast<std::uint8_t>(weight),
             .state = static_cast<domain::name_state>(state)}
        );
    }
    return changes;
}

}  // namespace

std::uint64_t log_fingerprint(domain::slot_id slot, std::uint64_t sequence) noexcept {
    return sequence * (1 + (domain::index_of(slot) * slot_multiplier) % slot_modulus);
}

ports::log_reading read_log(
    tinyorm::session& session,
    const writer_view& seen,
    const domain::log_positions& applied,
    std::uint64_t applied_fingerprint
) {
    ports::log_reading reading{
        .is_complete = true, .has_other_writers = seen.has_others, .lease_left = seen.lease_left};
    if (read_fingerprint(session) == applied_fingerprint) return reading;
    std::vector<tinyorm::i64> wanted;
    std::uint64_t changes = 0;
    for (const auto& [slot, end, gone] : slots::select().order_by(slots::slot.asc()).all(session)) {
        const auto reached = applied[to_slot(slot)];
        const auto sequence = static_cast<std::uint64_t>(end);
        if (static_cast<std::uint64_t>(gone) > reached) reading.is_cut_off = true;
        if (sequence < reached) reading.is_rewound = true;
        if (sequence <= reached) continue;
        const bool fits = wanted.empty() || changes + sequence - reached <= largest_reading;
        // What no longer fits is looked at all the same: a log that is broken is so at once.
        if (!fits) reading.is_complete = false;
        if (!reading.is_complete) continue;
        changes += sequence - reached;
        wanted.push_back(pack(slot, reached));
    }
    if (!wanted.empty()) reading.changes = read_changes(session, std::move(wanted));
    return reading;
}

domain::log_positions read_log_end(tinyorm::session& session) {
    domain::log_positions end;
    for (const auto& [slot, sequence] : slots::select(slots::slot, slots::sequence).all(session)) {
        end.advance({to_slot(slot), static_cast<std::uint64_t>(sequence)});
    }
    return end;
}

std::vector<ports::stored_name> read_names(
    tinyorm::session& session, std::string_view after, std::size_t limit
) {
    const auto rows = usernames::select(usernames::norm, usernames::weight)
                          .where(usernames::norm > after)
                          .order_by(usernames::norm.asc())
                          .limit(static_cast<tinyorm::i64>(limit))
                          .all(session);
    std::vector<ports::stored_name> names;
    names.reserve(rows.size());
    for (const auto& [norm, weight] : rows)
        names.push_back({norm, static_cast<std::uint8_t>(weight)});
    return names;
}

}  // namespace unamex::storage
