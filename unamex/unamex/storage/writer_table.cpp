#include <unamex/ports/writer_registry.hpp>
#include <unamex/storage/dialect.hpp>
#include <unamex/storage/models.hpp>
#include <unamex/storage/shared_cache.hpp>
#include <unamex/storage/writer_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
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

milliseconds writer_table::renew(const writer& self, tinyorm::i64 read_to_ms) {
    remove_lapsed();
    // The wait begins here and not in `enlist`: others see the row from its COMMIT on, which may
    // come late.
    const auto sql = fmt::format(
        "UPDATE writers SET expires_at_ms = {0} + $1, read_to_ms = $4, writes_from_ms ="
        " CASE WHEN writes_from_ms = {1} THEN {2}({0} + $2, {3}) ELSE writes_from_ms END"
        " WHERE id = $3 AND cache = $5 RETURNING writes_from_ms - {0}",
        now_in_ms(session_),
        not_yet,
        is_postgres(session_) ? "greatest" : "max",
        shared_cache::writes_from_ms
    );
    const auto waits = session_.query<tinyorm::i64>(
        sql,
        tinyorm::i64{ports::writer_lease.count()},
        tinyorm::i64{ports::first_write_delay.count()},
        self.id,
        read_to_ms,
        self.cache
    );
    if (!waits.empty()) return at_least_zero(waits.front());
    retire(self.id);  // if it is there with another cache
    return enlist(self, read_to_ms);
}

milliseconds writer_table::enlist(const writer& self, tinyorm::i64 read_to_ms) {
    // One at a time, so that of two newcomers the second sees the first. SQLite has one writer
    // anyway.
    if (is_postgres(session_)) session_.execute("LOCK TABLE shard_state IN EXCLUSIVE MODE");
    shared_cache cache{session_};
    cache.require(self.cache);
    cache.adopt(self.cache);
    const auto others = writers::select(writers::id).all(session_);
    const auto sql = fmt::format(
        "INSERT INTO writers (id, expires_at_ms, writes_from_ms, cache, read_to_ms, "
        "registered_at_ms)"
        " VALUES ($1, {0} + $2, {1}, $3, $4, {0}) RETURNING writes_from_ms - {0}",
        now_in_ms(session_),
        others.empty() ? std::string{shared_cache::writes_from_ms} : std::to_string(not_yet)
    );
    const auto wait =
        session_
            .query<tinyorm::i64>(
                sql, self.id, tinyorm::i64{ports::writer_lease.count()}, self.cache, read_to_ms
            )
            .front();
    return others.empty() ? at_least_zero(wait) : ports::first_write_delay;
}

void writer_table::require_cache(const std::string& cache) {
    remove_lapsed();
    shared_cache{session_}.require(cache);
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
    const auto now = now_in_ms(session_);
    const auto sql = fmt::format("SELECT id, expires_at_ms - {0}, {0} FROM writers", now);
    writer_view seen;
    for (const auto& [id, left, at] :
         session_.query<std::string, tinyorm::i64, tinyorm::i64>(sql)) {
        seen.now_ms = at;
        if (id == writer) {
            seen.lease_left = at_least_zero(left);
        } else {
            seen.has_others = true;
        }
    }
    return seen;
}

tinyorm::timestamp writer_table::require(const writer& self) {
    // A key share lock: renewals go on beside it, removing the row waits for it.
    const auto lock = is_postgres(session_) ? " FOR KEY SHARE" : "";
    const auto now = now_in_ms(session_);
    const auto sql =
        fmt::format("SELECT writes_from_ms, {}, cache FROM writers WHERE id = $1{}", now, lock);
    const auto found = session_.query<tinyorm::i64, tinyorm::i64, std::string>(sql, self.id);
    if (found.empty()) {
        throw write_refused{"this process is not registered as a writer", ports::first_write_delay};
    }
    const auto& [writes_from, at, cache] = found.front();
    if (self.cache.empty())
        throw write_refused{"the shared cache was never reached", ports::first_write_delay};
    if (cache != self.cache)
        throw write_refused{"the shared cache is another one now", ports::first_write_delay};
    if (writes_from > at) {
        const auto wait =
            writes_from == not_yet ? ports::first_write_delay : milliseconds{writes_from - at};
        throw write_refused{"other writers are being given time to notice this process", wait};
    }
    return to_timestamp(at);
}

}  // namespace unamex::storage
