#include <unamex/storage/dialect.hpp>
#include <unamex/storage/log_trim.hpp>
#include <unamex/storage/models.hpp>
#include <unamex/storage/writer_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

namespace unamex::storage {

namespace {

using tinyorm::i32;
using tinyorm::i64;

// The condition on the time stands twice: a key that is used again meanwhile has a new one.
std::uint64_t remove_expired_keys(tinyorm::session& session, tinyorm::timestamp now) {
    const auto sql = fmt::format(
        "DELETE FROM idempotency WHERE expires_at <= $1 AND key IN"
        " (SELECT key FROM idempotency WHERE expires_at <= $1 ORDER BY expires_at LIMIT {})",
        trimmed_keys
    );
    return static_cast<std::uint64_t>(session.execute(sql, now));
}

tinyorm::timestamp first_kept(tinyorm::session& session, tinyorm::timestamp now) {
    // Who stands still is not waited for. Who has not read yet has a day from its registration.
    const auto sql = fmt::format(
        "SELECT coalesce(min(read_to_ms), {0}) FROM writers"
        " WHERE read_to_ms > {0} - $1 OR registered_at_ms > {0} - $1",
        now_in_ms(session)
    );
    const auto patience = std::chrono::milliseconds{longest_standstill};
    const auto read_to = session.query<i64>(sql, i64{patience.count()}).front();
    if (read_to == 0) return {};  // somebody has not read yet
    return std::min<tinyorm::timestamp>(
        now - ports::log_retention, to_timestamp(read_to) - longest_transaction
    );
}

// Locked in their order, as whoever needs several of them locks them.
std::vector<std::tuple<i32, i64>> slots_to_trim(
    tinyorm::session& session, tinyorm::timestamp kept_from
) {
    const auto sql = fmt::format(
        "SELECT s.slot, s.trimmed FROM slots s"
        " JOIN outbox o ON o.slot = s.slot AND o.sequence = s.trimmed + 1"
        " WHERE o.at < $1 ORDER BY s.slot LIMIT {}{}",
        trimmed_slots,
        is_postgres(session) ? " FOR UPDATE OF s SKIP LOCKED" : ""
    );
    return session.query<i32, i64>(sql, kept_from);
}

std::uint64_t trim_slot(
    tinyorm::session& session, i32 slot, i64 trimmed, tinyorm::timestamp kept_from
) {
    const auto ends = session.query<i64>(
        "SELECT coalesce(max(sequence), 0) FROM outbox"
        " WHERE slot = $1 AND sequence > $2 AND sequence <= $3 AND at < $4",
        slot,
        trimmed,
        trimmed + i64{trimmed_changes_of_slot},
        kept_from
    );
    const auto end = ends.front();
    if (end == 0) return 0;
    slots::update().set(slots::trimmed, end).where(slots::slot == slot).execute(session);
    const auto removed =
        outbox::remove().where(outbox::slot == slot && outbox::sequence <= end).execute(session);
    return static_cast<std::uint64_t>(removed);
}

}  // namespace

ports::trim_counts trim_log(tinyorm::session& session, const writer& self) {
    const auto now = writer_table{session}.require(self);
    ports::trim_counts removed{.keys = remove_expired_keys(session, now)};
    const auto kept_from = first_kept(session, now);
    for (const auto& [slot, trimmed] : slots_to_trim(session, kept_from))
        removed.changes += trim_slot(session, slot, trimmed, kept_from);
    return removed;
}

}  // namespace unamex::storage
