#include <api/trimming.hpp>
#include <unamex/ports/store_unavailable.hpp>

#include <spdlog/spdlog.h>

#include <exception>

namespace unamex::api {

trimming::trimming(ports::log_keeper& keeper, std::size_t shards, std::chrono::milliseconds pause)
    : keeper_{keeper},
      shards_{shards},
      thread_{pause, [this] { trim_all(); }} {}

trimming::~trimming() {
    is_ending_.store(true);
}

void trimming::trim_all() {
    for (std::size_t shard = 0; shard < shards_ && !is_ending_; ++shard) {
        try {
            trim(shard);
        } catch (const ports::store_unavailable& away) {
            spdlog::info("its log is trimmed later: {}", away.what());
        } catch (const std::exception& failure) {
            spdlog::error("the log of shard {} cannot be trimmed: {}", shard, failure.what());
        }
    }
}

void trimming::trim(std::size_t shard) {
    ports::trim_counts removed;
    while (!is_ending_) {
        const auto batch = keeper_.trim_blocking(shard);
        if (batch.is_nothing()) break;
        removed.changes += batch.changes;
        removed.keys += batch.keys;
    }
    if (removed.is_nothing()) return;
    spdlog::info(
        "shard {}: removed {} old changes and {} expired idempotency keys",
        shard,
        removed.changes,
        removed.keys
    );
}

}  // namespace unamex::api
