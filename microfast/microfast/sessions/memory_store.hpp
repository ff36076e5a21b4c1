/// @file
/// Sessions in the memory of this process.
#pragma once

#include <microfast/containers/expiry_heap.hpp>
#include <microfast/core/byte_count.hpp>
#include <microfast/sessions/session_store.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace microfast::sessions {

struct memory_store_options {
    std::size_t sessions = 100'000;
    byte_count bytes = 64_MiB;  ///< of all sessions together, ids included
    std::function<std::chrono::steady_clock::time_point()> now = &std::chrono::steady_clock::now;
};

/// Keeps sessions until their time is over, or until there are too many: then those go first that
/// would expire first. They are gone when the process ends, and other processes do not see them.
///
/// Spread over stripes, each a hash map and a min-heap of deadlines behind a lock that is held for
/// one call. To save a session removes what has expired in its stripe.
///
/// Complexity: O(log sessions) for each one touched. Thread safety: safe. Limits: as options say,
/// shared out evenly among 16 stripes.
class memory_store : public session_store {
public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit memory_store(memory_store_options options = {});

    [[nodiscard]] task<std::optional<std::string>> load(std::string_view id) override;
    [[nodiscard]] task<void> save(
        std::string_view id, std::string_view bytes, std::chrono::seconds lifetime
    ) override;
    [[nodiscard]] task<bool> replace(
        std::string_view id, std::string_view bytes, std::chrono::seconds lifetime
    ) override;
    [[nodiscard]] task<bool> prolong(std::string_view id, std::chrono::seconds lifetime) override;
    [[nodiscard]] task<bool> remove(std::string_view id) override;

    [[nodiscard]] std::size_t size() const;

private:
    struct text_hash : std::hash<std::string_view> {
        using is_transparent = void;  // look up by string_view without building a string
    };
    struct stripe {
        [[nodiscard]] bool has(std::string_view id, time_point now) const;
        void forget(std::string_view id);
        bool forget_earliest(time_point until);

        mutable std::mutex lock;
        std::unordered_map<std::string, std::string, text_hash, std::equal_to<>> bytes_of;
        containers::expiry_heap<std::string, text_hash> deadlines;  // of the same ids
        std::size_t size = 0;                                       // of ids and bytes together
    };

    [[nodiscard]] stripe& stripe_of(std::string_view id) noexcept;
    void keep(stripe& in, std::string_view id, std::string_view bytes, time_point until);

    memory_store_options options_;
    std::array<stripe, 16> stripes_;
};

}  // namespace microfast::sessions
