/// @file
/// Keeps logs and idempotency keys from growing for ever.
#pragma once

#include <unamex/ports/log_keeper.hpp>
#include <unamex/services/periodic_thread.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>

namespace unamex::api {

/// A thread that trims every shard, batch by batch, now and every ten minutes.
///
/// A shard that is away is trimmed the next time. The destructor waits for the batch under way.
/// Lifetime: the keeper outlives it.
class trimming {
public:
    trimming(
        ports::log_keeper& keeper,
        std::size_t shards,
        std::chrono::milliseconds pause = std::chrono::minutes{10}
    );
    trimming(const trimming&) = delete;
    trimming& operator=(const trimming&) = delete;
    ~trimming();

private:
    void trim_all();
    void trim(std::size_t shard);

    ports::log_keeper& keeper_;
    std::size_t shards_;
    std::atomic<bool> is_ending_{false};
    services::periodic_thread thread_;  // last: it uses the others
};

}  // namespace unamex::api
