/// @file
/// Who waits for a connection of a pool, and in which order.
#pragma once

#include <tinyorm/pool/connection_pool.hpp>
#include <tinyorm/pool/lease_register.hpp>

#include <cstddef>
#include <list>
#include <memory>
#include <source_location>
#include <vector>

namespace tinyorm::pool {

struct waiter {
    connection_pool::receiver receive;
    std::source_location holder;
    clock::time_point since;
    std::list<std::shared_ptr<waiter>>::iterator place{};
    bool is_queued = false;
};

using waiter_ptr = std::shared_ptr<waiter>;

/// Callers in the order of their arrival, no more than `capacity`.
///
/// Complexity: O(1), `take_all` linear. Thread safety: none.
class waiting_line {
public:
    explicit waiting_line(std::size_t capacity) : capacity_(capacity) {}

    [[nodiscard]] bool is_empty() const noexcept { return waiting_.empty(); }
    [[nodiscard]] bool is_full() const noexcept { return waiting_.size() >= capacity_; }
    [[nodiscard]] std::size_t size() const noexcept { return waiting_.size(); }

    /// Puts a caller at the end of a line that is not full.
    void add(const waiter_ptr& asking);
    /// Takes a caller out, wherever it stands; false if it does not stand in the line.
    bool remove(waiter& leaving);
    /// The caller that has waited longest; null if nobody waits.
    [[nodiscard]] waiter_ptr take_first();
    [[nodiscard]] std::vector<waiter_ptr> take_all();

private:
    std::size_t capacity_;
    std::list<waiter_ptr> waiting_;  // the oldest at the front
};

}  // namespace tinyorm::pool
