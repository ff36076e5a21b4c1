/// @file
/// A small store in memory, and a clock that tests move.
#pragma once

#include <unamex/domain/name_hash.hpp>
#include <unamex/ports/bulk_store.hpp>
#include <unamex/ports/change_log.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/ports/store_unavailable.hpp>
#include <unamex/ports/username_store.hpp>
#include <unamex/ports/writer_registry.hpp>

#include <array>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace unamex::tests {

/// Time stands still until a test moves it.
class manual_clock final : public ports::clock {
public:
    [[nodiscard]] ports::monotonic_time now() const noexcept override {
        return ports::monotonic_time{} + std::chrono::hours{1} + moved_.load();
    }
    [[nodiscard]] ports::wall_time date() const noexcept override {
        return ports::wall_time{std::chrono::days{20'000}} + moved_.load();
    }
    void move(std::chrono::milliseconds by) { moved_ = moved_.load() + by; }

private:
    std::atomic<std::chrono::milliseconds> moved_{std::chrono::milliseconds{0}};
};

/// Two shards that own the even and the odd slots. Thread safe.
class memory_store final : public ports::username_store,
                           public ports::change_log,
                           public ports::writer_registry {
public:
    memory_store();

    microfast::task<std::vector<bool>> taken(std::vector<std::string> norms) override;
    microfast::task<ports::claim_result> claim(ports::claim_command command) override;

    const ports::shard_layout& layout() const noexcept override { return layout_; }
    ports::log_reading read_blocking(std::size_t shard, const domain::log_positions& applied)
        override;
    domain::log_positions end_blocking(std::size_t shard) override;
    std::vector<ports::stored_name> names_blocking(
        std::size_t shard, std::string_view after, std::size_t limit
    ) override;

    std::chrono::milliseconds renew_blocking(std::size_t shard) override;
    void retire_blocking(std::size_t shard) override;

    /// As another process would: nobody here is told.
    void insert(std::string_view norm, std::uint8_t weight = 0);

    void set_away(std::size_t shard, bool is_away);
    /// Nothing is answered while the lock is held.
    [[nodiscard]] std::unique_lock<std::mutex> stand_still() const {
        return std::unique_lock{guard_};
    }
    /// Returns once a follower of every shard waits for that lock.
    void wait_for_held_followers();
    /// Returns once a follower of every shard has gone a whole round that began after this call:
    /// renewed its lease, read, and applied what it read.
    void wait_for_rounds();
    void set_other_writers(bool are_there) { other_writers_ = are_there; }
    void set_identity(std::string store_id) { layout_.store_id = std::move(store_id); }

    /// Loses a change, as a log that was cut behind a reader.
    void lose_oldest_change(std::string_view norm);

    /// Removes all changes of the slot from the log, as when they are old; none may follow.
    void trim(std::string_view norm);

    /// Forgets the last change of the slot, as a backup that is restored.
    void rewind(std::string_view norm);

    [[nodiscard]] std::size_t shard_of(std::string_view norm) const {
        return layout_.shard_of(domain::hash_name(norm));
    }

    std::string announced_to{};  ///< what the last claim said that was asked for
    std::atomic<unsigned> lookups = 0;
    std::atomic<unsigned> renewals = 0;
    std::atomic<unsigned> retirements = 0;

private:
    struct key_use {
        std::uint64_t request_hash;
        ports::claim_result answer;
    };

    /// Has the store to itself, and is seen to wait for it.
    class turn {
    public:
        turn(memory_store& store, std::size_t shard);
        turn(const turn&) = delete;
        turn& operator=(const turn&) = delete;
        ~turn();

    private:
        memory_store& store_;
        std::size_t shard_;
        std::unique_lock<std::mutex> lock_;  // given back when nobody is seen to wait any more
    };
    struct follower_turns {
        unsigned rounds = 0;  // that began: each renews the lease first
        unsigned here = 0;    // turns that wait or are taken
    };

    void require(std::size_t shard) const;
    void append(domain::username_record record, std::uint8_t weight);

    ports::shard_layout layout_;
    mutable std::mutex guard_;
    std::map<std::string, domain::username_record, std::less<>> records_;
    std::map<std::string, std::uint8_t, std::less<>> weights_;
    std::map<domain::slot_id, std::vector<ports::change>> log_;
    std::map<domain::slot_id, std::uint64_t> trimmed_;
    std::map<std::string, key_use> keys_;
    std::set<std::size_t> away_;
    std::atomic<bool> other_writers_ = false;
    std::mutex turns_guard_;
    std::condition_variable turned_;
    std::array<follower_turns, 2> turns_;  // of each shard
};

}  // namespace unamex::tests
