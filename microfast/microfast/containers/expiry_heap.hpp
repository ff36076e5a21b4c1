/// @file
/// Which key is the next to expire?
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace microfast::containers {

/// A deadline for each key, the earliest one always at hand.
///
///     heap:   [ 3 s │ 5 s │ 4 s │ 9 s │ 6 s ]      no deadline is earlier than that of its parent:
///               │                                  those at 2n+1 and 2n+2 belong to the one at n
///     index:   key ─> place in the heap            so that any key's deadline can be moved
///
/// A plain heap would have to keep the old deadline of a key whose new one is later, and would grow
/// with every use of a session that is used often. Here a key has one place, and moves.
///
/// Complexity: `next_deadline` O(1); every other call O(log n) for each key it touches.
/// Thread safety: none, belongs to one thread or one lock.
/// Source: indexed priority queue, Sedgewick and Wayne, Algorithms, 4th edition, section 2.4.
template <class Key, class Hash = std::hash<Key>, class Equal = std::equal_to<>>
class expiry_heap {
public:
    using time_point = std::chrono::steady_clock::time_point;

    expiry_heap() = default;
    expiry_heap(const expiry_heap&) = delete;
    expiry_heap& operator=(const expiry_heap&) = delete;

    /// Gives the key this deadline instead of the one it may have.
    void schedule(Key key, time_point deadline) {
        const auto [indexed, is_new] = places_.try_emplace(std::move(key), heap_.size());
        if (is_new) heap_.push_back({deadline, &*indexed});
        move_to(indexed->second, {deadline, &*indexed});
    }

    /// Forgets the key. False if it has no deadline.
    template <class AnyKey>
    bool cancel(const AnyKey& key) {
        const auto indexed = places_.find(key);
        if (indexed == places_.end()) return false;
        take_out(indexed->second);
        places_.erase(indexed);
        return true;
    }

    template <class AnyKey>
    [[nodiscard]] std::optional<time_point> deadline_of(const AnyKey& key) const {
        const auto indexed = places_.find(key);
        if (indexed == places_.end()) return std::nullopt;
        return heap_[indexed->second].deadline;
    }

    /// The earliest deadline; empty if there is none.
    [[nodiscard]] std::optional<time_point> next_deadline() const {
        if (heap_.empty()) return std::nullopt;
        return heap_.front().deadline;
    }

    /// Takes out the key with the earliest deadline, if that is `now` or before. To be called until
    /// it is empty, or as often as there is time for.
    [[nodiscard]] std::optional<Key> take_expired(time_point now) {
        if (heap_.empty() || heap_.front().deadline > now) return std::nullopt;
        auto taken = places_.extract(heap_.front().indexed->first);
        take_out(0);
        return std::move(taken.key());
    }

    [[nodiscard]] std::size_t size() const noexcept { return heap_.size(); }

private:
    using index = std::unordered_map<Key, std::size_t, Hash, Equal>;

    struct entry {
        time_point deadline;
        typename index::pointer indexed;  // valid as long as the key is: nodes of a map never move
    };

    void put(std::size_t place, const entry& moved) {
        heap_[place] = moved;
        moved.indexed->second = place;
    }

    /// Puts an entry where it belongs, beginning at a place that is free or its own.
    void move_to(std::size_t place, const entry& moved) {
        while (place > 0 && moved.deadline < heap_[(place - 1) / 2].deadline) {
            put(place, heap_[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        for (auto child = first_child(place); child < heap_.size(); child = first_child(place)) {
            if (moved.deadline <= heap_[child].deadline) break;
            put(place, heap_[child]);
            place = child;
        }
        put(place, moved);
    }

    /// The child with the earlier deadline; not a place of the heap if there is no child.
    [[nodiscard]] std::size_t first_child(std::size_t place) const {
        const auto left = 2 * place + 1;
        const auto right = left + 1;
        const bool is_right = right < heap_.size() && heap_[right].deadline < heap_[left].deadline;
        return is_right ? right : left;
    }

    void take_out(std::size_t place) {
        const auto last = heap_.back();
        heap_.pop_back();
        if (place < heap_.size()) move_to(place, last);
    }

    std::vector<entry> heap_;  // no deadline is earlier than its parent's
    index places_;             // places_[key] is where its entry stands in heap_
};

}  // namespace microfast::containers
