/// @file
/// What a fuzz target claims.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace microfast::fuzz {

/// The input that is looked at, if its target tells: shown when a claim does not hold.
inline std::string_view input_at_hand;

inline void show_input() {
    if (input_at_hand.empty()) return;
    std::fputs("the input, for xxd -r -p: ", stderr);
    for (const char byte : input_at_hand)
        std::fprintf(stderr, "%02x", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    std::fputs("\n", stderr);
}

/// Ends the program if a claim does not hold: libFuzzer keeps the input that did it.
inline void require(bool holds, const char* claim) {
    if (holds) return;
    std::fprintf(stderr, "not so: %s\n", claim);
    show_input();
    std::abort();
}

}  // namespace microfast::fuzz
