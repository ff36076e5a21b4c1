/// @file
/// What is said to Redis, and what it says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace unamex::cache {

using redis_command = std::vector<std::string>;

/// A reply of RESP2.
struct redis_reply {
    enum class kind : std::uint8_t { nothing, text, number, list, error };

    kind is = kind::nothing;
    std::string text;  ///< of a text or an error
    std::int64_t number = 0;
    std::vector<redis_reply> list;
};

}  // namespace unamex::cache
