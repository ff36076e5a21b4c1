#include <unamex/ports/writer_registry.hpp>
#include <unamex/storage/dialect.hpp>
#include <unamex/storage/models.hpp>
#include <unamex/storage/writer_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>

namespace unamex::storage {

namespace {

using std::chrono::milliseconds;

// `writes_from_ms` of a writer that has registered beside others and not renewed since.
constexpr auto not_yet = std::numeric_limits<tinyorm::i64>::max();

milliseconds at_least_zero(tinyorm::i64 count) {
    return milliseconds{std::max<tinyorm::i64>(count, 0)};
}

}  // namespace

milliseconds writer_table::renew(const std::string& writer) {
    remove_lapsed();
    // The wait begins here and not in `enlist`: others see the row from its COMMIT on, which may
    // come late.
    const auto sql = fmt::format(
        "UPDATE writers SET expires_at_ms = {0} + $1, writes_from_ms ="
        " CASE WHEN writes_from_ms = {1} THEN {0} + $2 ELSE writes_from_ms END"
        " WHERE id = $3 RETURNING writes_from_ms - {0}",
        now_in_ms(session_),
        not_yet
    );
    const auto waits = session_.query<tinyorm::i64>(
        sql,
        tinyorm::i64{ports::writer_lease.count()},
        tinyorm::i64{ports::first_write_delay.count()},
        writer
    );
    return waits.empty() ? enlist(writer) : at_least_zero(waits.front());
}

milliseconds writer_table::enlist(const std::string& writer) {
    // One at a time, so that of two newcomers the second sees the first. SQLite has one writer
    // anyway.
    if (is_postgres(session_)) session_.execute("LOCK TABLE shard_state IN EXCLUSIVE MODE");
    const auto others = writers::select(writers::id).all(session_);
    const auto sql = fmt::format(
        "INSERT INTO writers (id, expires_at_ms, writes_from_ms) VALUES ($1, {} + $2, $3)",
        now_in_ms(session_)
    );
    session_.execute(
        sql,
        writer,
        tinyorm::i64{ports::writer_lease.count()},
        others.empty() ? tinyorm::i64{0} : not_yet
    );
    return others.empty() ? milliseconds{0} : ports::first_write_delay;
}

void writer_table::remove_lapsed() {
    const auto lapsed =
        fmt::format("SELECT id FROM writers WHERE expires_at_ms < {}", now_in_ms(session_));
    const auto skip = is_postgres(session_) ? " FOR UPDATE SKIP LOCKED" : "";
    session_.execute(fmt::format("DELETE FROM writers WHERE id IN ({}{})", lapsed, skip));
}

void writer_table::retire(const std::string& writer) {
    writers::remove().where(writers::id == writer).execute(session_);
}

writer_view writer_table::view(const std::string& writer) {
    const auto sql = fmt::format("SELECT id, expires_at_ms - {} FROM writers", now_in_ms(session_));
    writer_view seen;
    for (const auto& [id, left] : session_.query<std::string, tinyorm::i64>(sql)) {
        if (id == writer) {
            seen.lease_left = at_least_zero(left);
        } else {
            seen.has_others = true;
        }
    }
    return seen;
}

void writer_table::require(const std::string& writer) {
    // A key share lock: renewals go on beside it, removing the row waits for it.
    const auto lock = is_postgres(session_) ? " FOR KEY SHARE" : "";
    const auto sql = fmt::format(
        "SELECT writes_from_ms - {} FROM writers WHERE id = $1{}", now_in_ms(session_), lock
    );
    const auto waits = session_.query<tinyorm::i64>(sql, writer);
    if (waits.empty()) {
        throw write_refused{"this process is not registered as a writer", ports::first_write_delay};
    }
    if (waits.front() > 0) {
        throw write_refused{
            "other writers are being given time to notice this process",
            std::min(milliseconds{waits.front()}, ports::first_write_delay)};
    }
}

}  // namespace unamex::storage
