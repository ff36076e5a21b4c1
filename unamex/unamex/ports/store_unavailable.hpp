/// @file
/// The exception for a shard that does not answer.
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

namespace unamex::ports {

/// A shard is away, too slow, or does not let this process write. Other shards are not concerned.
class store_unavailable : public std::runtime_error {
public:
    store_unavailable(
        std::string_view shard, std::string_view reason, std::chrono::milliseconds retry_after
    );

    [[nodiscard]] std::string_view shard() const noexcept { return shard_; }

    /// When asking again makes sense: what a 503 sends as Retry-After.
    [[nodiscard]] std::chrono::milliseconds retry_after() const noexcept { return retry_after_; }

private:
    std::string shard_;
    std::chrono::milliseconds retry_after_;
};

}  // namespace unamex::ports
