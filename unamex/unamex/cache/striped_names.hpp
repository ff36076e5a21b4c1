/// @file
/// A set of recently used names that many threads share.
#pragma once

#include <unamex/cache/lru_names.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string_view>

namespace unamex::cache {

/// `lru_names` in 64 stripes, chosen by the hash of the name, each behind a lock of its own:
/// threads wait for each other only when they ask for names of one stripe at the same moment.
///
/// Thread safety: safe. Errors: none.
class striped_names {
public:
    using time_point = lru_names::time_point;

    /// The capacity is divided among the stripes, so a few names may be forgotten before it is
    /// reached.
    striped_names(std::size_t capacity, lru_names::duration lifetime);

    void remember(std::string_view name, time_point now);
    [[nodiscard]] bool contains(std::string_view name, time_point now);
    [[nodiscard]] std::size_t size() const;

private:
    static constexpr std::size_t stripe_count = 64;

    struct stripe {
        stripe(std::size_t capacity, lru_names::duration lifetime) : names{capacity, lifetime} {}

        std::mutex lock;
        lru_names names;
    };

    [[nodiscard]] stripe& stripe_of(std::string_view name);

    std::array<std::unique_ptr<stripe>, stripe_count> stripes_;
};

}  // namespace unamex::cache
