/// @file
/// Names for requests, so that a client's report and a line of the log find each other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace unamex::observability {

/// Gives ids of 32 hexadecimal digits that no other process gives: 128 bits from a generator that
/// the operating system seeds. They are unique, not secret.
///
/// Thread safety: none, one for each event loop. Errors: none.
/// Source: xoshiro256++, Blackman and Vigna, Scrambled linear pseudorandom number generators, ACM
/// TOMS 2021.
class request_ids {
public:
    request_ids();

    [[nodiscard]] std::string next();

    /// Whether an id that a client sent may be used in its place: 1 to 64 letters, digits, `.`, `_`
    /// and `-`.
    [[nodiscard]] static bool is_acceptable(std::string_view id) noexcept;

private:
    std::uint64_t next_word() noexcept;

    std::uint64_t state_[4];
};

}  // namespace unamex::observability
