/// @file
/// Who has which connection, and for how long.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/pool/pool_options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <source_location>
#include <string>
#include <vector>

namespace tinyorm::pool {

using clock = std::chrono::steady_clock;

/// A connection with what its pool knows about it.
struct pooled_connection {
    std::unique_ptr<driver::connection> session;
    clock::time_point expires_at{};
    clock::time_point used_at{};  ///< returned, or opened
    std::uint64_t generation = 0;
    std::source_location holder{};
    clock::time_point leased_at{};
    bool is_reported_as_leak = false;
};

/// The connections that are leased.
///
/// Complexity: linear in their number, which a pool keeps small. Thread safety: none.
/// Lifetime: an entry must be removed before its connection ends.
class lease_register {
public:
    void add(pooled_connection& lent, const std::source_location& holder, clock::time_point now);
    void remove(const pooled_connection& returned);

    /// Ends the sessions of all of them; each is still to be removed by its holder.
    void abandon_all() noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return leased_.size(); }

    /// `one held for 7210 ms by orders.cpp:42`: the longest lease. Empty if there is none.
    [[nodiscard]] std::string describe_longest(clock::time_point now) const;

    /// The leases that have reached `threshold` since this was last asked.
    [[nodiscard]] std::vector<leak_report> take_leaks(
        std::chrono::milliseconds threshold, clock::time_point now
    );

private:
    std::vector<pooled_connection*> leased_;
};

}  // namespace tinyorm::pool
