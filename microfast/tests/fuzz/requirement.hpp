/// @file
/// What a fuzz target claims.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace microfast::fuzz {

/// Ends the program if a claim does not hold: libFuzzer keeps the input that did it.
inline void require(bool holds, const char* claim) {
    if (holds) return;
    std::fprintf(stderr, "not so: %s\n", claim);
    std::abort();
}

}  // namespace microfast::fuzz
