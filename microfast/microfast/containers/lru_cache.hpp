/// @file
/// Keeps what was used lately, within a budget.
#pragma once

#include <microfast/core/ring.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace microfast::containers {

/// A hash of text with which maps of strings can be searched for views.
struct text_hash : std::hash<std::string_view> {
    using is_transparent = void;
};

/// A map that forgets the entries that were not used for the longest time, so that the cost of all
/// entries together stays within a budget. What a unit of cost is, the owner decides: bytes, or one
/// for each entry.
///
///     hash map:   key ─> entry        key ─> entry        key ─> entry
///                        │                   │                   │
///     list:    head <──> newest <──────────> ... <─────────────> oldest <──> head
///
/// The entries of the hash map are the places of the list, so each costs one allocation.
///
/// Complexity: O(1) a call, and O(1) for each entry that goes; hashing and comparing keys besides.
/// Thread safety: none, belongs to one thread or one lock.
/// Lifetime: what `find` and `insert` return is valid until the entry goes; an entry never moves.
/// Source: doubly linked list and hash table, Cormen et al., Introduction to Algorithms, chapters
/// 10.2 and 11.
template <class Key, class Value, class Hash = std::hash<Key>, class Equal = std::equal_to<>>
class lru_cache {
public:
    explicit lru_cache(std::size_t budget) : budget_{budget} {}
    lru_cache(const lru_cache&) = delete;
    lru_cache& operator=(const lru_cache&) = delete;

    /// The value of the key, which becomes the newest, or null.
    template <class AnyKey>
    [[nodiscard]] Value* find(const AnyKey& key) {
        const auto found = entries_.find(key);
        if (found == entries_.end()) return nullptr;
        found->second.join_before(newest_end());
        return &found->second.value;
    }

    /// Puts in a value as the newest, in the place of the one that the key may have, and lets go of
    /// the oldest ones until the budget holds. Null, and the key has no value, if this one costs
    /// more than the whole budget.
    Value* insert(Key key, Value value, std::size_t cost) {
        if (cost > budget_) {
            erase(key);
            return nullptr;
        }
        const auto [at, is_new] = entries_.try_emplace(std::move(key));
        entry& put = at->second;
        put.key = &at->first;
        put.value = std::move(value);
        cost_ = cost_ - std::exchange(put.cost, cost) + cost;
        put.join_before(newest_end());
        while (cost_ > budget_) {
            erase_entry(oldest());
            ++evicted_;
        }
        return &put.value;
    }

    /// Lets go of a key. False if it was not there.
    template <class AnyKey>
    bool erase(const AnyKey& key) {
        const auto found = entries_.find(key);
        if (found == entries_.end()) return false;
        erase_entry(found->second);
        return true;
    }

    void clear() noexcept {
        entries_.clear();
        cost_ = 0;
    }

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] std::size_t cost() const noexcept { return cost_; }
    [[nodiscard]] std::size_t budget() const noexcept { return budget_; }

    /// How many entries had to go for newer ones.
    [[nodiscard]] std::uint64_t evicted() const noexcept { return evicted_; }

private:
    using place = ring_place<lru_cache>;

    struct entry : place {
        const Key* key = nullptr;
        Value value{};
        std::size_t cost = 0;
    };

    [[nodiscard]] place& newest_end() noexcept { return head_; }
    [[nodiscard]] entry& oldest() noexcept { return static_cast<entry&>(head_.next_in_ring()); }

    void erase_entry(entry& erased) {
        cost_ -= erased.cost;
        entries_.erase(entries_.find(*erased.key));
    }

    std::size_t budget_;
    std::size_t cost_ = 0;  // of all entries; never more than the budget between two calls
    std::uint64_t evicted_ = 0;
    place head_;                                           // of the list, the oldest entry first
    std::unordered_map<Key, entry, Hash, Equal> entries_;  // its entries never move
};

}  // namespace microfast::containers
