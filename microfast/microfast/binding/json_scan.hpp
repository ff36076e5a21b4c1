/// @file
/// Looking at many bytes of a document at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace microfast::binding {

/// A byte that does not stand for itself between the quotes of a string.
[[nodiscard]] constexpr bool is_special(char c) noexcept {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

namespace detail {

inline constexpr std::uint64_t every_byte = 0x0101'0101'0101'0101;
inline constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080;

inline std::uint64_t load_word(const char* at) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}

/// Not 0 if one of the eight bytes is special. It may find one where there is none beside a special
/// one, never the other way round. Source: Hacker's Delight, section 6-1.
constexpr std::uint64_t special_bytes(std::uint64_t word) noexcept {
    const auto equals = [word](unsigned char wanted) {
        const auto difference = word ^ (every_byte * wanted);
        return (difference - every_byte) & ~difference;
    };
    const auto below_space = (word - every_byte * 0x20) & ~word;
    return (equals('"') | equals('\\') | below_space) & high_bits;
}

}  // namespace detail

/// The first special byte of [at, end), or `end`.
[[nodiscard]] inline const char* find_special(const char* at, const char* end) noexcept {
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    const __m128i last_control = _mm_set1_epi8(0x1F);
    for (; end - at >= 16; at += 16) {
        const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(block, last_control), block);
        const __m128i found = _mm_or_si128(
            controls, _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash))
        );
        const auto mask = static_cast<unsigned>(_mm_movemask_epi8(found));
        if (mask != 0) return at + __builtin_ctz(mask);
    }
#endif
    while (end - at >= 8 && detail::special_bytes(detail::load_word(at)) == 0)
        at += 8;
    while (at != end && !is_special(*at))
        ++at;
    return at;
}

[[nodiscard]] inline bool is_ascii(std::string_view text) noexcept {
    const char* at = text.data();
    const char* const end = at + text.size();
    std::uint64_t seen = 0;
    for (; end - at >= 8; at += 8)
        seen |= detail::load_word(at);
    for (; at != end; ++at)
        seen |= static_cast<unsigned char>(*at);
    return (seen & detail::high_bits) == 0;
}

}  // namespace microfast::binding
