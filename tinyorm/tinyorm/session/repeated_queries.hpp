/// @file
/// Finds queries that come again and again from one place.
#pragma once

#include <tinyorm/session/session_policy.hpp>

#include <cstddef>
#include <source_location>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tinyorm {

/// Counts the queries of one session by text and origin, and responds as the policy says. Texts
/// hold placeholders, so that they are the same whatever their parameters are.
///
/// Complexity: a hash of text and origin; nothing at all if the policy ignores repetitions.
/// Thread safety: none. Lifetime: the policy must outlive it.
class repeated_queries {
public:
    explicit repeated_queries(const session_policy& policy) : policy_(&policy) {}

    /// Call it before the query runs. True if it came too often and should be run for many at once.
    /// Errors: `invalid_query` if the policy raises, naming query and origin.
    bool count(std::string_view query, const std::source_location& origin);

private:
    const session_policy* policy_;
    std::unordered_map<std::string, std::size_t> times_;
};

}  // namespace tinyorm
