#include <unamex/filter/block.hpp>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace unamex::filter {
namespace {

constexpr unsigned lane_shift = 27;  // the top five bits of a product choose one bit of 32

alignas(32) constexpr std::array<std::uint32_t, 8> multipliers{
    0x47b6'137b,
    0x4497'4d91,
    0x8824'ad5b,
    0xa2b7'289d,
    0x7054'95c7,
    0x2df1'424b,
    0x9efc'4947,
    0x5c6b'fb31,
};

}  // namespace

block make_mask_portably(std::uint32_t key) noexcept {
    block mask{};
    for (std::size_t lane = 0; lane < multipliers.size(); ++lane) {
        const auto bit = (key * multipliers[lane]) >> lane_shift;
        mask.words[lane / 2] |= std::uint64_t{1} << (bit + 32 * (lane % 2));
    }
    return mask;
}

#if defined(__x86_64__)

namespace {

const bool avx2_is_there = [] {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") != 0;
}();

}  // namespace

[[gnu::target("avx2")]] block make_mask_with_avx2(std::uint32_t key) noexcept {
    const auto keys = _mm256_set1_epi32(static_cast<int>(key));
    const auto salts = _mm256_load_si256(reinterpret_cast<const __m256i*>(multipliers.data()));
    const auto bits = _mm256_srli_epi32(_mm256_mullo_epi32(keys, salts), lane_shift);
    block mask;
    _mm256_store_si256(
        reinterpret_cast<__m256i*>(mask.words.data()), _mm256_sllv_epi32(_mm256_set1_epi32(1), bits)
    );
    return mask;
}

bool has_avx2() noexcept {
    return avx2_is_there;
}

#else

block make_mask_with_avx2(std::uint32_t key) noexcept {
    return make_mask_portably(key);
}
bool has_avx2() noexcept {
    return false;
}

#endif

block make_mask(std::uint32_t key) noexcept {
    return has_avx2() ? make_mask_with_avx2(key) : make_mask_portably(key);
}

}  // namespace unamex::filter
