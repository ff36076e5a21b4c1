/// @file
/// Which names were seen lately? A set that forgets the least recently used, and each name after a
/// while.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace unamex::cache {

/// Complexity: O(1) a call. Memory: about 150 bytes a name. Thread safety: none. Errors: none.
class lru_names {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using duration = std::chrono::steady_clock::duration;

    /// Holds at most `capacity` names, at least one, each for `lifetime` after it was last
    /// remembered.
    lru_names(std::size_t capacity, duration lifetime);

    void remember(std::string_view name, time_point now);

    /// Looking a name up makes it recently used, but does not make it live longer.
    [[nodiscard]] bool contains(std::string_view name, time_point now);

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

private:
    struct entry {
        std::string name;
        time_point end;
    };
    using entries = std::list<entry>;

    std::size_t capacity_;
    duration lifetime_;
    entries entries_;  // most recently used first
    std::unordered_map<std::string_view, entries::iterator>
        find_;  // keys are views of the entries' names
};

}  // namespace unamex::cache
