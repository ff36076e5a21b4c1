/// @file
/// Something for each client, for so many clients at once.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace microfast::limits {

/// A value by key, made when the key first comes; the keys that came longest ago give way.
///
/// Keys are spread over stripes, each with a lock that is held while one value is looked at: event
/// loops rarely meet. A stripe is a hash map of places in a list in order of use.
///
/// Complexity: O(1). Thread safety: safe. Limits: `capacity` keys, give or take an uneven spread
/// over the 16 stripes: a full stripe forgets.
template <class Value>
class client_table {
public:
    explicit client_table(std::size_t capacity)
        : stripe_capacity_((capacity + stripes_.size() - 1) / stripes_.size()) {}

    /// What `action` makes of the value of the key.
    template <class Action>
    auto with(std::string_view key, Action&& action) {
        stripe& own = stripes_[std::hash<std::string_view>{}(key) % stripes_.size()];
        const std::lock_guard guard(own.lock);
        return action(own.touch(key, stripe_capacity_));
    }

    [[nodiscard]] std::size_t size() const {
        std::size_t all = 0;
        for (const auto& each : stripes_) {
            const std::lock_guard guard(each.lock);
            all += each.by_use.size();
        }
        return all;
    }

private:
    struct entry {
        std::string key;
        Value value{};
    };
    struct stripe {
        /// The value of the key, which is now the newest.
        Value& touch(std::string_view key, std::size_t capacity) {
            if (const auto found = by_key.find(key); found != by_key.end()) {
                by_use.splice(by_use.begin(), by_use, found->second);
                return found->second->value;
            }
            if (by_use.size() >= capacity) {
                by_key.erase(by_use.back().key);
                by_use.pop_back();
            }
            by_use.push_front({std::string(key)});
            by_key.emplace(by_use.front().key, by_use.begin());
            return by_use.front().value;
        }

        mutable std::mutex lock;
        std::list<entry> by_use;  // the newest first
        std::unordered_map<std::string_view, typename std::list<entry>::iterator>
            by_key;  // keys point into the list
    };

    std::array<stripe, 16> stripes_;
    std::size_t stripe_capacity_;
};

}  // namespace microfast::limits
