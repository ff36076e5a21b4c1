/// @file
/// Which Redis is this? For programs that start.
#pragma once

#include <unamex/cache/redis_address.hpp>
#include <unamex/ports/cache_identity.hpp>

#include <memory>
#include <string>

namespace unamex::cache {

/// Asks Redis for its name, and tells `identity` of it. Returns why it cannot be used, or nothing.
/// Blocks for a fifth of a second at most, beside the look-up of a host name. Throws
/// `std::system_error` where this process is out of descriptors or threads.
[[nodiscard]] std::string identify_blocking(
    const redis_address& address, const std::shared_ptr<ports::cache_identity>& identity
);

}  // namespace unamex::cache
