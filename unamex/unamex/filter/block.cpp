#include <unamex/filter/block.hpp>

#include <atomic>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace unamex::filter {
namespace {

constexpr unsigned lane_shift = 27;  // the top five bits of a product choose one bit of 32

// clang-format off
alignas(32) constexpr std::array<std::uint32_t, 8> multipliers{
    0x47b6'137b, 0x4497'4d91, 0x8824'ad5b, 0xa2b7'289d,
    0x7054'95c7, 0x2df1'424b, 0x9efc'4947, 0x5c6b'fb31,
};
// clang-format on

/// Relaxed: a bit says nothing about other memory.
std::uint64_t load(std::uint64_t& word) {
    return std::atomic_ref{word}.load(std::memory_order_relaxed);
}

}  // namespace

block portable::make_mask(std::uint32_t key) noexcept {
    block mask{};
    for (std::size_t lane = 0; lane < multipliers.size(); ++lane) {
        const auto bit = (key * multipliers[lane]) >> lane_shift;
        mask.words[lane / 2] |= std::uint64_t{1} << (bit + 32 * (lane % 2));
    }
    return mask;
}

bool portable::covers_mask(std::uint64_t* words, std::uint32_t key) noexcept {
    const auto mask = make_mask(key);
    std::uint64_t missing = 0;
    for (std::size_t i = 0; i < mask.words.size(); ++i)
        missing |= mask.words[i] & ~load(words[i]);
    return missing == 0;
}

#if defined(__x86_64__)

namespace {

const bool processor_has_avx2 = [] {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") != 0;
}();

[[gnu::target("avx2")]] __m256i mask_of(std::uint32_t key) {
    const auto keys = _mm256_set1_epi32(static_cast<int>(key));
    const auto factors =
        _mm256_load_si256(static_cast<const __m256i*>(static_cast<const void*>(multipliers.data()))
        );
    const auto bits = _mm256_srli_epi32(_mm256_mullo_epi32(keys, factors), lane_shift);
    return _mm256_sllv_epi32(_mm256_set1_epi32(1), bits);
}

}  // namespace

bool avx2::is_there() noexcept {
    return processor_has_avx2;
}

[[gnu::target("avx2")]] block avx2::make_mask(std::uint32_t key) noexcept {
    block mask{};
    _mm256_store_si256(static_cast<__m256i*>(static_cast<void*>(mask.words.data())), mask_of(key));
    return mask;
}

[[gnu::target("avx2")]] bool avx2::covers_mask(std::uint64_t* words, std::uint32_t key) noexcept {
    // Four atomic loads: one of 256 bits would be a data race with inserts.
    const auto word = [words](std::size_t at) { return static_cast<long long>(load(words[at])); };
    return _mm256_testc_si256(
               _mm256_set_epi64x(word(3), word(2), word(1), word(0)), mask_of(key)
           ) != 0;
}

#else

bool avx2::is_there() noexcept {
    return false;
}

block avx2::make_mask(std::uint32_t key) noexcept {
    return portable::make_mask(key);
}

bool avx2::covers_mask(std::uint64_t* words, std::uint32_t key) noexcept {
    return portable::covers_mask(words, key);
}

#endif

block make_mask(std::uint32_t key) noexcept {
    return avx2::is_there() ? avx2::make_mask(key) : portable::make_mask(key);
}

bool covers_mask(std::uint64_t* words, std::uint32_t key) noexcept {
    return avx2::is_there() ? avx2::covers_mask(words, key) : portable::covers_mask(words, key);
}

}  // namespace unamex::filter
