/// @file
/// Is Redis there? Said once when it goes, and once when it is back.
#pragma once

#include <unamex/cache/redis_address.hpp>

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace unamex::cache {

/// What an operator does about a Redis that cannot be used for this reason.
[[nodiscard]] std::string_view advice_for(std::string_view reason);

/// What all connections of this process to one Redis together know about it.
///
/// Connections notice at different times that Redis has gone: one that was opened before Redis came
/// back tells of the outage that is over.
///
/// Thread safety: safe. Errors: none.
class redis_health {
public:
    using time_point = std::chrono::steady_clock::time_point;
    enum class notice { good, bad };
    using notify = std::function<void(notice, const std::string&)>;  ///< a sentence for operators

    redis_health(const redis_address& address, notify tell);

    /// A connection that was greeted at `since`, or tried to begin then, has failed.
    void failed(std::string_view reason, time_point since);

    /// Redis does not say whether it evicts answers. Told once.
    void cannot_tell_policy(std::string_view reason);

    /// A connection was greeted by Redis just now.
    void greeted(time_point now);

private:
    enum class state { unknown, there, away };

    const std::string identity_;
    const notify tell_;
    std::mutex guard_;
    state state_ = state::unknown;
    time_point greeted_at_{};
    bool has_told_policy_ = false;
};

}  // namespace unamex::cache
