#include <ingest/load_names.hpp>
#include <unamex/domain/name_hash.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <span>
#include <string>
#include <thread>

namespace unamex::ingest {

namespace {

using clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds watch_interval{100};

/// What the loading threads and the one that watches them share.
class load_state {
public:
    explicit load_state(std::size_t threads) : running_(threads) {}

    void count(std::size_t names) { loaded_.fetch_add(names); }
    [[nodiscard]] std::uint64_t loaded() const { return loaded_.load(); }

    void stop() { is_stopping_.store(true); }
    [[nodiscard]] bool is_stopping() const { return is_stopping_.load(); }

    void fail(std::exception_ptr failure) {
        const std::scoped_lock lock{mutex_};
        if (!failure_) failure_ = std::move(failure);
        stop();
    }

    void end_thread() {
        const std::scoped_lock lock{mutex_};
        if (--running_ == 0) ended_.notify_one();
    }

    /// Returns true once every thread has ended.
    bool wait(std::chrono::milliseconds longest) {
        std::unique_lock lock{mutex_};
        return ended_.wait_for(lock, longest, [this] { return running_ == 0; });
    }

    void rethrow_failure() {
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    std::atomic<std::uint64_t> loaded_{0};
    std::atomic<bool> is_stopping_{false};
    std::mutex mutex_;
    std::condition_variable ended_;
    std::size_t running_;         // guarded by mutex_
    std::exception_ptr failure_;  // the first one; guarded by mutex_ until every thread has ended
};

std::vector<std::vector<std::uint32_t>> ranks_by_shard(
    const name_table& names, const ports::shard_layout& layout
) {
    std::vector<std::vector<std::uint32_t>> shards(layout.size());
    for (const auto rank : names.ranks_by_slot()) {
        shards[layout.shard_of(domain::hash_name(names[rank].norm))].push_back(rank);
    }
    return shards;
}

/// The work of one thread.
class shard_loader {
public:
    shard_loader(
        const name_table& names,
        ports::bulk_store& store,
        const load_options& options,
        load_state& state
    )
        : names_(names),
          store_(store),
          options_(options),
          state_(state) {}

    void load(std::size_t shard, std::span<const std::uint32_t> ranks, shard_load& result) {
        while (!ranks.empty() && !state_.is_stopping()) {
            const auto size = std::min(options_.batch, ranks.size());
            fill_batch(ranks.first(size));
            const auto counts = store_.load_blocking(shard, batch_, options_.owner);
            result.inserted += counts.inserted;
            result.present += counts.duplicate;
            state_.count(size);
            ranks = ranks.subspan(size);
        }
    }

private:
    void fill_batch(std::span<const std::uint32_t> ranks) {
        batch_.clear();
        for (const auto rank : ranks) {
            const auto [username, norm] = names_[rank];
            batch_.push_back(
                {.username = std::string{username},
                 .norm = std::string{norm},
                 .weight = weight_of_rank(rank)}
            );
        }
    }

    const name_table& names_;
    ports::bulk_store& store_;
    const load_options& options_;
    load_state& state_;
    std::vector<ports::loaded_name> batch_;
};

}  // namespace

load_result load_names(
    const name_table& names,
    ports::bulk_store& store,
    const load_options& options,
    progress& reporting,
    const std::function<bool()>& should_stop
) {
    const auto& layout = store.layout();
    const auto ranks = ranks_by_shard(names, layout);
    load_result result;
    for (const auto& name : layout.names)
        result.shards.push_back({.name = name, .inserted = 0, .present = 0});

    reporting.start("load", "names", names.size(), clock::now());
    load_state state{layout.size()};
    {
        std::vector<std::jthread> threads;
        for (std::size_t shard = 0; shard < layout.size(); ++shard) {
            threads.emplace_back([&, shard] {
                try {
                    shard_loader{names, store, options, state}.load(
                        shard, ranks[shard], result.shards[shard]
                    );
                } catch (...) {
                    state.fail(std::current_exception());
                }
                state.end_thread();
            });
        }
        while (!state.wait(watch_interval)) {
            if (should_stop()) state.stop();
            reporting.update(state.loaded(), clock::now());
        }
    }
    reporting.finish(state.loaded(), clock::now());
    state.rethrow_failure();
    result.is_complete = state.loaded() == names.size();
    return result;
}

}  // namespace unamex::ingest
