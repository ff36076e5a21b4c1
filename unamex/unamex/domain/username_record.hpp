/// @file
/// What is known about one name that is not free.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace unamex::domain {

enum class name_state : std::uint8_t {
    claimed,   ///< belongs to its owner
    held,      ///< promised to its owner until a deadline
    released,  ///< given up: a tombstone keeps the name away from others for a while
};

/// The word that stands for a state in databases and JSON: `claimed`, `held`, `released`.
[[nodiscard]] std::string_view to_string(name_state state) noexcept;

/// The state that a word stands for; empty for any other word.
[[nodiscard]] std::optional<name_state> parse_name_state(std::string_view word) noexcept;

/// A name and who has it. `norm` is the key; `username` is how its owner typed it.
struct username_record {
    std::string username;
    std::string norm;
    std::string owner;
    std::string claim_id;
    name_state state = name_state::claimed;
    std::chrono::sys_time<std::chrono::microseconds> created_at;

    bool operator==(const username_record&) const = default;
};

}  // namespace unamex::domain
