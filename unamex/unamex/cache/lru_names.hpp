/// @file
/// Which names were seen lately? A set that forgets the least recently used, and each name after a
/// while.
#pragma once

#include <microfast/containers/lru_cache.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

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

    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }

private:
    duration lifetime_;
    microfast::containers::lru_cache<std::string, time_point, microfast::containers::text_hash>
        ends_;  // one each
};

}  // namespace unamex::cache
