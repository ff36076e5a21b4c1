#include <unamex/search/segment_format.hpp>

#include <xxhash.h>

namespace unamex::search::format {
namespace {

bool blocks_are_inside(const header& head, const char* offsets, std::uint64_t blocks) noexcept {
    std::uint64_t previous = 0;
    for (std::uint64_t block = 0; block < blocks; ++block) {
        const auto offset = load<std::uint32_t>(offsets + block * sizeof(std::uint32_t));
        if (offset < previous || offset >= head.blocks_size_bytes) return false;
        previous = offset;
    }
    return true;
}

std::uint64_t block_count(std::uint64_t names) noexcept {
    return (names + names_per_block - 1) / names_per_block;
}

}  // namespace

std::uint64_t file_size_bytes(std::uint64_t names, std::uint64_t blocks_size_bytes) noexcept {
    constexpr auto directory_entry = sizeof(std::uint64_t) + sizeof(std::uint32_t);
    return sizeof(header) + blocks_size_bytes + block_count(names) * directory_entry +
           weight_pyramid::size_bytes(names);
}

std::uint64_t header_checksum(const header& sealed) noexcept {
    return XXH3_64bits(&sealed, offsetof(header, header_checksum));
}

std::optional<segment_defect> find_defect(
    std::string_view file, std::uint32_t key_version
) noexcept {
    if (!file.starts_with(magic.substr(0, file.size()))) return segment_defect::not_a_segment;
    if (file.size() < sizeof(header)) return segment_defect::too_short;
    const auto head = load<header>(file.data());
    if (head.version != version) return segment_defect::unknown_format;
    if (head.header_checksum != header_checksum(head)) return segment_defect::damaged_header;
    if (head.key_version != key_version) return segment_defect::other_key_version;
    if (file.size() < head.file_size_bytes) return segment_defect::truncated;
    if (file.size() > head.file_size_bytes) return segment_defect::overlong;
    const auto body = file.substr(sizeof(header));
    if (head.body_checksum != XXH3_64bits(body.data(), body.size()))
        return segment_defect::damaged_body;
    if (head.names > UINT32_MAX || head.blocks_size_bytes > file.size() ||
        file_size_bytes(head.names, head.blocks_size_bytes) != file.size()) {
        return segment_defect::inconsistent;
    }
    const auto blocks = block_count(head.names);
    const auto* offsets = body.data() + head.blocks_size_bytes + blocks * sizeof(std::uint64_t);
    if (!blocks_are_inside(head, offsets, blocks)) return segment_defect::inconsistent;
    return std::nullopt;
}

}  // namespace unamex::search::format
