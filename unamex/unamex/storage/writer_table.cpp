#include <unamex/ports/writer_registry.hpp>
#include <unamex/storage/dialect.hpp>
#include <unamex/storage/models.hpp>
#include <unamex/storage/writer_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace unamex::storage {

namespace {

using std::chrono::milliseconds;

milliseconds at_least_zero(tinyorm::i64 count) {
    return milliseconds{std::max<tinyorm::i64>(count, 0)};
}

}  // namespace

milliseconds writer_table::renew(const std::string& writer) {
    remove_lapsed();
    const auto sql = fmt::format(
        "UPDATE writers SET expires_at_ms = {0} + $1 WHERE id = $2 RETURNING writes_from_ms - {0}",
        now_in_ms(session_)
    );
    const auto waits =
        session_.query<tinyorm::i64>(sql, tinyorm::i64{ports::writer_lease.count()}, writer);
    return waits.empty() ? enlist(writer) : at_least_zero(waits.front());
}

milliseconds writer_table::enlist(const std::string& writer) {
    // One at a time, so that of two newcomers the second sees the first. SQLite has one writer
    // anyway.
    if (is_postgres(session_)) session_.execute("LOCK TABLE shard_state IN EXCLUSIVE MODE");
    const auto others = writers::select(writers::id).all(session_);
    const auto delay = others.empty() ? milliseconds{0} : ports::first_write_delay;
    const auto sql = fmt::format(
        "INSERT INTO writers (id, expires_at_ms, writes_from_ms) VALUES ($1, {0} + $2, {0} + $3)",
        now_in_ms(session_)
    );
    session_.execute(
        sql, writer, tinyorm::i64{ports::writer_lease.count()}, tinyorm::i64{delay.count()}
    );
    return delay;
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
            milliseconds{waits.front()}};
    }
}

}  // namespace unamex::storage
