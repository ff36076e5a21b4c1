/// @file
/// Registers writers of a shard, and holds writes to it.
#pragma once

#include <tinyorm/tinyorm.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

namespace unamex::storage {

/// The shard does not take writes from this process, now or any more. Nothing was written.
class write_refused : public std::runtime_error {
public:
    write_refused(const std::string& reason, std::chrono::milliseconds retry_after)
        : std::runtime_error{reason},
          retry_after_{retry_after} {}

    [[nodiscard]] std::chrono::milliseconds retry_after() const noexcept { return retry_after_; }

private:
    std::chrono::milliseconds retry_after_;
};

/// A process as its shards know it.
struct writer {
    std::string id;
    /// That it answers from, or, in a claim, that the claim was announced to; see `shared_cache`.
    /// Empty: not reached yet.
    std::string cache;
};

/// Who else is registered, and for how long this writer is, at the moment of the transaction.
struct writer_view {
    bool has_others = false;
    std::chrono::milliseconds lease_left{};  ///< 0 when it is not registered
    tinyorm::i64 now_ms = 0;                 ///< by the clock of the database
};

/// The rows of `writers` on one shard, within a transaction each.
///
/// A writer is there as long as its row is, whatever its lease says. Others remove the row once the
/// lease has run out, but not while a write of it is under way: a write locks the row until it has
/// committed. So a process that sees no row of others sees everything they ever wrote.
///
/// Errors: `tinyorm::error`.
class writer_table {
public:
    explicit writer_table(tinyorm::session& session) : session_{session} {}

    /// Registers the writer or extends its lease; returns how long its writes are still refused.
    /// Beside others, that time begins with the second call, in a transaction that follows the one
    /// of the first. `read_to_ms` says up to when it has read the log: what is later is kept for
    /// it. Whoever comes with another cache than before registers anew. Throws `store_refused`
    /// where others have another cache.
    std::chrono::milliseconds renew(const writer& self, tinyorm::i64 read_to_ms);

    /// Throws `store_refused` where a process that is registered has another cache.
    void require_cache(const std::string& cache);

    /// Waits for the writer's last write and removes its row.
    void retire(const std::string& writer);

    [[nodiscard]] writer_view view(const std::string& writer);

    /// Keeps the writer registered until the transaction ends. Throws `write_refused` if it may not
    /// write, or is registered with another cache than this one. Returns the time by the clock of
    /// the database, which all its writers share.
    tinyorm::timestamp require(const writer& self);

private:
    std::chrono::milliseconds enlist(const writer& self, tinyorm::i64 read_to_ms);
    void remove_lapsed();

    tinyorm::session& session_;
};

}  // namespace unamex::storage
