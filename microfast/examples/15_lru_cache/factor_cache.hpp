/// @file
/// Answers that are expensive to make.
#pragma once

#include <microfast/containers/lru_cache.hpp>

#include <mutex>
#include <optional>

namespace factors {

struct answer {
    int number = 0;
    int factor = 0;  // its smallest one
};

//! [cache]
/// The thousand answers used last. The lock is held for a look-up, not for the work.
class factor_cache {
public:
    std::optional<answer> find(int number) {
        const std::lock_guard guard(mutex_);
        const auto* const found = answers_.find(number);
        return found == nullptr ? std::nullopt : std::optional(*found);
    }
    void insert(const answer& made) {
        const std::lock_guard guard(mutex_);
        answers_.insert(made.number, made, 1);  // each costs one of the budget
    }

private:
    std::mutex mutex_;
    microfast::containers::lru_cache<int, answer> answers_{1'000};
};
//! [cache]

}  // namespace factors
