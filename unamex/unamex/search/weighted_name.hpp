/// @file
/// What the index keeps of a name.
#pragma once

#include <cstdint>
#include <string_view>

namespace unamex::search {

/// How much a name matters, in 256 steps; names of one weight rank alphabetically.
using weight_type = std::uint8_t;

struct weighted_name {
    std::string_view name;
    weight_type weight = 0;

    friend bool operator==(const weighted_name&, const weighted_name&) = default;
};

/// Ranked: by falling weight, then alphabetical. Alphabetical: by the bytes of the normalised name.
enum class search_order : std::uint8_t { alphabetical = 0, ranked = 1 };

}  // namespace unamex::search
