/// @file
/// The connections of a pool that nobody uses, and when one is too old to be used again.
#pragma once

#include <tinyorm/pool/lease_register.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace tinyorm::pool {

using connection_ptr = std::unique_ptr<pooled_connection>;

/// Connections that wait for a caller; the last used is taken first, so that the others grow old.
///
/// Thread safety: none.
class idle_connections {
public:
    /// Of a database that lives only as long as its connection, which therefore never grows old.
    enum class database_life : std::uint8_t { its_own, of_its_connection };

    explicit idle_connections(database_life life) : life_(life) {}

    /// True unless the connection has reached its life limit or `evict()` was called since it was
    /// opened.
    [[nodiscard]] bool is_fit(const pooled_connection& held, clock::time_point now) const;

    void put(connection_ptr free) { idle_.push_back(std::move(free)); }
    /// A connection that is fit, or null. Those that are not are moved to `expired` on the way: to
    /// close one takes time that the caller may not want to spend here.
    [[nodiscard]] connection_ptr take(clock::time_point now, std::vector<connection_ptr>& expired);
    [[nodiscard]] std::vector<connection_ptr> take_all();
    /// Makes every connection opened so far unfit, and returns those that are idle.
    [[nodiscard]] std::vector<connection_ptr> evict();

    /// What connections that are opened now belong to.
    [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }

private:
    database_life life_;
    std::vector<connection_ptr> idle_;  // the last used at the back
    std::uint64_t generation_ = 0;      // connections of an earlier one are not fit
};

}  // namespace tinyorm::pool
