/// @file
/// A stop that does not wait for a database that stands still.
#pragma once

#include <unamex/storage/sharded_store.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace unamex::storage {

/// Abandons a store if it still lives after a while: whatever waits for a shard then fails. What
/// was acknowledged is not touched; of a transaction under way nobody knows whether it happened.
///
/// Thread safety: none. Lifetime: the store outlives it.
class stop_deadline {
public:
    stop_deadline(sharded_store& store, std::chrono::milliseconds after);
    stop_deadline(const stop_deadline&) = delete;
    stop_deadline& operator=(const stop_deadline&) = delete;
    ~stop_deadline() = default;

private:
    std::mutex waiting_;
    std::condition_variable_any ended_;
    std::jthread thread_;  // last: it uses the others
};

}  // namespace unamex::storage
