/// @file
/// What became of the lines of an input.
#pragma once

#include <unamex/domain/refusal.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::ingest {

/// The lines refused for one reason: how many, and where the first of them stand.
struct refused_lines {
    static constexpr std::size_t examples_kept = 5;

    struct example {
        std::size_t input = 0;  ///< which of the inputs, from 0
        std::uint64_t line = 0;

        bool operator==(const example&) const = default;
    };

    std::uint64_t count = 0;
    std::vector<example> examples;
};

/// Every line is counted once: `lines == accepted + duplicate + refused()`.
struct tally {
    std::uint64_t lines = 0;
    std::uint64_t accepted = 0;   ///< distinct names
    std::uint64_t duplicate = 0;  ///< lines that normalise to a name seen before in the input
    std::map<std::string, refused_lines, std::less<>> refused_by_reason;

    void refuse(std::string_view reason, refused_lines::example where);
    [[nodiscard]] std::uint64_t refused() const;
};

}  // namespace unamex::ingest
