/// @file
/// Synthetic names, for demonstrations and trials.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>

namespace unamex::ingest {

/// Makes names as people choose them, by rules over small word lists: `clara.winter`, `mjordan84`,
/// `silent_heron`. Common words come up more often, and the same seed gives the same names on every
/// machine. No name comes twice; numbers get longer when words run out.
///
/// Complexity: amortised O(1) a name; memory about 40 bytes for each name made.
/// Thread safety: none. Errors: none.
class name_generator {
public:
    explicit name_generator(std::uint64_t seed) : state_(seed) {}

    [[nodiscard]] std::string next();

private:
    std::uint64_t random();                    // 64 even bits
    std::uint64_t below(std::uint64_t bound);  // even, 0 to bound - 1
    std::size_t favourite(std::size_t count);  // as below, the low ones more often
    std::string_view separator();
    std::string person();
    std::string thing();

    std::uint64_t state_;
    std::unordered_set<std::uint64_t>
        made_;  // hashes: a rare collision costs a name, never a repeat
};

}  // namespace unamex::ingest
