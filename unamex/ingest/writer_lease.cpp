#include <ingest/writer_lease.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <thread>

namespace unamex::ingest {

namespace {

/// Registers, or extends. Returns how long some shard will still refuse writes.
std::chrono::milliseconds renew_all(ports::writer_registry& writers, std::size_t shards) {
    std::chrono::milliseconds longest{0};
    for (std::size_t shard = 0; shard < shards; ++shard) {
        longest = std::max(longest, writers.renew_blocking(shard));
    }
    return longest;
}

}  // namespace

writer_lease::writer_lease(ports::writer_registry& writers, std::size_t shards)
    : writers_(writers),
      shards_(shards) {
    for (auto wait = renew_all(writers, shards); wait.count() > 0;
         wait = renew_all(writers, shards)) {
        std::this_thread::sleep_for(std::min(wait, ports::writer_renewal));
    }
    renewing_.emplace(ports::writer_renewal, [this] { renew(); });
}

writer_lease::~writer_lease() {
    renewing_.reset();
    for (std::size_t shard = 0; shard < shards_; ++shard) {
        try {
            writers_.retire_blocking(shard);
        } catch (const std::exception&) {
            continue;  // it forgets this process by itself when the lease has run out
        }
    }
}

void writer_lease::renew() const noexcept {
    for (std::size_t shard = 0; shard < shards_; ++shard) {
        try {
            (void)writers_.renew_blocking(shard);
        } catch (const std::exception&) {
            continue;  // tried again in a moment; until then, or for good, the shard refuses writes
        }
    }
}

}  // namespace unamex::ingest
