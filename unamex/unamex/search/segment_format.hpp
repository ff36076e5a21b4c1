/// @file
/// The layout of a segment file, as docs/formats/search-segment.md describes it.
#pragma once

#include <unamex/search/segment_error.hpp>
#include <unamex/search/weight_pyramid.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace unamex::search::format {

static_assert(std::endian::native == std::endian::little, "segments are little-endian files");

inline constexpr std::string_view magic = "unxnames";
inline constexpr std::uint32_t version = 1;
inline constexpr std::size_t names_per_block = weight_pyramid::fan_out;

struct header {
    char magic[8];
    std::uint32_t version;
    std::uint32_t key_version;
    std::uint64_t names;
    std::uint64_t blocks_size_bytes;
    std::uint64_t file_size_bytes;
    std::uint64_t body_checksum;    // XXH3 of everything behind the header
    std::uint64_t header_checksum;  // XXH3 of the fields above
};
static_assert(sizeof(header) == 56);

/// How long a file with these counts is.
[[nodiscard]] std::uint64_t file_size_bytes(
    std::uint64_t names, std::uint64_t blocks_size_bytes
) noexcept;

[[nodiscard]] std::uint64_t header_checksum(const header& sealed) noexcept;

/// What is wrong with a whole file, looked at from its outermost shell inwards.
[[nodiscard]] std::optional<segment_defect> find_defect(
    std::string_view file, std::uint32_t key_version
) noexcept;

template <class Integer>
[[nodiscard]] Integer load(const char* from) noexcept {
    Integer value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

template <class Integer>
[[nodiscard]] std::string_view bytes_of(const Integer& value) noexcept {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

/// The first 8 bytes as a number that sorts as they do.
[[nodiscard]] inline std::uint64_t sort_key(std::string_view name) noexcept {
    std::array<char, sizeof(std::uint64_t)> start{};
    name.copy(start.data(), start.size());
    return __builtin_bswap64(load<std::uint64_t>(start.data()));
}

}  // namespace unamex::search::format
