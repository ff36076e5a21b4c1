#include <microfast/middleware/random_bits.hpp>

#include <random>
#include <string_view>

namespace microfast::middleware {

namespace {

std::uint64_t seed() {
    std::random_device system;
    return std::uint64_t{system()} << 32U | system();
}

}  // namespace

std::uint64_t random_bits() {
    thread_local std::uint64_t state = seed();
    state += 0x9E37'79B9'7F4A'7C15;
    auto mixed = state;
    mixed = (mixed ^ mixed >> 30U) * 0xBF58'476D'1CE4'E5B9;
    mixed = (mixed ^ mixed >> 27U) * 0x94D0'49BB'1331'11EB;
    return mixed ^ mixed >> 31U;
}

void append_hexadecimal(std::string& text, std::uint64_t bits) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (unsigned shift = 64; shift > 0;) {
        shift -= 4;
        text += digits[bits >> shift & 0xFU];
    }
}

}  // namespace microfast::middleware
