/// @file
/// Opens, keeps current and saves what this process knows of all names.
#pragma once

#include <unamex/ports/change_log.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/ports/writer_registry.hpp>
#include <unamex/services/known_names.hpp>
#include <unamex/services/log_follower.hpp>
#include <unamex/services/periodic_thread.hpp>
#include <unamex/services/snapshot_store.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace unamex::services {

/// A filter that claims which failed have filled is made anew with each snapshot, and for its own
/// sake only so long after the snapshot before: that takes about a microsecond a name.
inline constexpr std::chrono::minutes filter_renewal_pause{10};

struct live_names_options {
    snapshot_options snapshots{};
    std::chrono::milliseconds snapshot_interval{std::chrono::minutes{5}};
};

/// How one shard is followed.
struct shard_readiness {
    std::string name;
    bool is_followed = false;  ///< its log was read in the last two seconds
    bool is_trusted = false;   ///< the filter answers for its names
};

/// The known names of a process over its life.
///
/// `start_blocking` opens the snapshot, or reads all names from the store where none was written
/// yet or the log no longer reaches back to it, and applies what has happened since. Then a thread
/// a shard follows its log, and another one writes snapshots. `leave_blocking` ends the following
/// and strikes this process off as a writer, `save_blocking` writes the last snapshot.
///
/// A shard that is away is followed again as soon as it is back. One whose log is broken is not
/// trusted any more, and no snapshot is written: the log says what the operator has to do.
/// Thread safety: `known` and `readiness` are safe after the start; starting and stopping belong to
/// one thread.
/// Errors: `directory_in_use`, `snapshot_unusable`, `ports::store_unavailable` and
/// `std::system_error` from `start_blocking`: sentences for the operator.
/// Lifetime: everything given to the constructor outlives it; whoever uses `known` is gone before
/// it.
class live_names {
public:
    live_names(
        live_names_options options,
        ports::change_log& log,
        ports::writer_registry& writers,
        const ports::clock& clock
    );
    live_names(const live_names&) = delete;
    live_names& operator=(const live_names&) = delete;
    ~live_names();  // stops the threads; without `save_blocking` no snapshot is written

    void start_blocking();
    void leave_blocking();  ///< speaks to the store: a shard that stands still delays it
    void save_blocking();   ///< after `leave_blocking`; needs the disk alone

    /// After `start_blocking`.
    [[nodiscard]] known_names& known() noexcept { return *known_; }

    [[nodiscard]] std::vector<shard_readiness> readiness() const;

private:
    struct followed_shard;

    opened_snapshot open();
    [[nodiscard]] bool is_cut_off(const domain::log_positions& applied);
    void follow(followed_shard& shard);
    void save_if_due();
    void save();
    void retire();
    [[nodiscard]] domain::log_positions positions() const;
    [[nodiscard]] std::uint64_t changes_since_save() const;

    live_names_options options_;
    ports::change_log& log_;
    ports::writer_registry& writers_;
    const ports::clock& clock_;
    std::unique_ptr<snapshot_store> snapshots_;
    std::unique_ptr<known_names> known_;
    std::vector<std::unique_ptr<followed_shard>> shards_;
    std::atomic<bool> is_broken_ = false;  // the log of some shard
    ports::monotonic_time saved_at_{};     // of the last attempt
    bool last_save_failed_ = false;
    domain::log_positions saved_;
    // Last: they use everything above.
    std::vector<std::unique_ptr<periodic_thread>> followers_;
    std::unique_ptr<periodic_thread> upkeep_;
};

}  // namespace unamex::services
