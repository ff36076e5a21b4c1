/// @file
/// Sixteen bytes looked at together.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace microfast::http {

/// Questions about sixteen bytes; bit n of an answer is about byte n.
///
/// SSE2, which every x86-64 has; elsewhere the same in plain C++, which compilers turn into what
/// the machine has.
class byte_block {
public:
    static constexpr std::size_t size = 16;
    using mask = std::uint32_t;

    static constexpr mask first(std::size_t count) noexcept { return (mask{1} << count) - 1U; }

    /// Fewer than sixteen bytes, NULs behind them.
    [[nodiscard]] static byte_block load(const char* at, std::size_t count) noexcept {
        std::array<char, size> padded{};
        std::memcpy(padded.data(), at, count);
        return load(padded.data());
    }

#if defined(__SSE2__)
    [[nodiscard]] static byte_block load(const char* at) noexcept {
        __m128i bytes;
        std::memcpy(&bytes, at, size);
        return byte_block(bytes);
    }

    [[nodiscard]] mask equal(char byte) const noexcept {
        return bits(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(byte)));
    }

    /// Control bytes but DEL, and all that is not ASCII.
    [[nodiscard]] mask below_space_or_high() const noexcept {
        return not_above(bytes_, ' ' - 1);  // signed: 0x80 and up are below
    }

    /// Everything but printable ASCII.
    [[nodiscard]] mask unprintable() const noexcept {
        // DEL + 1 is the lowest of all numbers, so one comparison finds it with the others.
        return not_above(_mm_add_epi8(bytes_, _mm_set1_epi8(1)), ' ');
    }

    /// Where this is `other` if bit 5 of both is set, which makes letters small.
    [[nodiscard]] mask equal_with_bit_5(byte_block other) const noexcept {
        const auto bit_5 = _mm_set1_epi8(0x20);
        return bits(_mm_cmpeq_epi8(_mm_or_si128(bytes_, bit_5), _mm_or_si128(other.bytes_, bit_5)));
    }

private:
    explicit byte_block(__m128i bytes) noexcept : bytes_(bytes) {}
    static mask bits(__m128i lanes) noexcept {
        return static_cast<mask>(_mm_movemask_epi8(lanes));
    }
    static mask not_above(__m128i lanes, char limit) noexcept {
        return bits(_mm_cmpgt_epi8(lanes, _mm_set1_epi8(limit))) ^ first(size);
    }

    __m128i bytes_;
#else
    [[nodiscard]] static byte_block load(const char* at) noexcept {
        byte_block loaded;
        std::memcpy(loaded.bytes_.data(), at, size);
        return loaded;
    }

    [[nodiscard]] mask equal(char byte) const noexcept {
        return where([byte](unsigned char each, std::size_t) {
            return each == static_cast<unsigned char>(byte);
        });
    }
    [[nodiscard]] mask below_space_or_high() const noexcept {
        return where([](unsigned char each, std::size_t) { return each < ' ' || each >= 0x80; });
    }
    [[nodiscard]] mask unprintable() const noexcept {
        return where([](unsigned char each, std::size_t) { return each < ' ' || each >= 0x7F; });
    }
    [[nodiscard]] mask equal_with_bit_5(byte_block other) const noexcept {
        return where([&other](unsigned char each, std::size_t index) {
            return (each | 0x20U) == (other.bytes_[index] | 0x20U);
        });
    }

private:
    template <class Predicate>
    [[nodiscard]] mask where(Predicate holds) const noexcept {
        mask found = 0;
        for (std::size_t index = 0; index < size; ++index) {
            found |= static_cast<mask>(holds(bytes_[index], index)) << index;
        }
        return found;
    }

    std::array<unsigned char, size> bytes_;
#endif
};

}  // namespace microfast::http
