/// @file
/// What all clients of an event loop together have not taken yet.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/core/ring.hpp>
#include <microfast/net/descriptor.hpp>

#include <atomic>
#include <cstddef>

namespace microfast::server {

/// Counts the bytes that are kept for clients that do not keep up. Beyond the limit those that have
/// taken nothing for longest are given up, so that slow readers cannot use up all memory.
///
/// A client is given up by shutting its socket down, which its connection then hears of.
///
/// Complexity: O(1), and O(1) for each client that is given up. Thread safety: `total` may be asked
/// by any thread, everything else belongs to one event loop.
class unsent_ledger {
    using place = ring_place<unsent_ledger>;

public:
    /// What is kept for one client. Lifetime: neither ledger nor socket may go before it.
    class share : place {
    public:
        share(unsent_ledger& ledger, const net::descriptor& socket) noexcept;
        share(const share&) = delete;
        share& operator=(const share&) = delete;
        ~share() { set(0); }

        /// So many bytes are kept by now.
        void set(std::size_t size) noexcept;

        /// The client has taken something.
        void has_moved() noexcept;

    private:
        friend unsent_ledger;
        unsent_ledger& ledger_;
        const net::descriptor& socket_;
        std::size_t size_ = 0;
        bool is_given_up_ = false;  // then it does not count
    };

    explicit unsent_ledger(const byte_count& limit) noexcept : limit_{limit} {}
    unsent_ledger(const unsent_ledger&) = delete;
    unsent_ledger& operator=(const unsent_ledger&) = delete;

    [[nodiscard]] std::size_t total() const noexcept {
        return total_.load(std::memory_order_relaxed);  // a counter
    }

private:
    void count(std::size_t before, std::size_t now) noexcept;
    void give_up(share& slowest) noexcept;

    const byte_count& limit_;
    std::atomic<std::size_t> total_ = 0;
    place shares_;  // head of the ring of those that count; who has moved last is last
};

}  // namespace microfast::server
