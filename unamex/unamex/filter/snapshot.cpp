#include <unamex/domain/name_hash.hpp>
#include <unamex/files/descriptor.hpp>
#include <unamex/files/durable_file.hpp>
#include <unamex/filter/block.hpp>
#include <unamex/filter/snapshot.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unamex::filter {
namespace {

static_assert(
    std::endian::native == std::endian::little, "the file is mapped: its numbers are little-endian"
);

constexpr std::array<char, 8> magic{'U', 'N', 'A', 'M', 'E', 'X', 'B', 'F'};
constexpr std::uint32_t format_version = 1;

/// The file begins with these bytes; the blocks follow.
struct header {
    std::array<char, 8> magic;
    std::uint32_t format;
    std::uint32_t key_version;
    std::uint64_t seed;
    std::uint64_t capacity;
    std::uint64_t blocks;
    std::uint64_t names;
    std::uint64_t body_checksum;
    std::array<std::uint64_t, domain::slot_count> positions;
    std::uint64_t checksum;  // of all before it
};
static_assert(sizeof(header) == 131'136 && sizeof(header) % alignof(block) == 0);
static_assert(std::has_unique_object_representations_v<header>);

std::uint64_t checksum_of(const header& head) {
    return XXH3_64bits(&head, offsetof(header, checksum));
}

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What keeps `head`, the beginning of a file of `file_size` bytes, from being used; the bits
/// aside.
std::optional<snapshot_defect> find_defect(
    const header& head, std::uint64_t file_size, std::uint32_t key_version
) {
    if (head.magic != magic) return snapshot_defect::not_a_filter;
    if (head.format != format_version) return snapshot_defect::unknown_format;
    if (head.checksum != checksum_of(head)) return snapshot_defect::damaged_header;
    if (head.key_version != key_version) return snapshot_defect::other_key_version;
    if (head.seed != domain::name_hash_seed) return snapshot_defect::other_seed;
    if (head.capacity == 0 || head.capacity > split_block_filter::greatest_capacity ||
        head.blocks != split_block_filter::blocks_for(head.capacity)) {
        return snapshot_defect::inconsistent;
    }
    const auto body_size = file_size - sizeof(header);
    if (body_size < head.blocks * sizeof(block)) return snapshot_defect::truncated;
    if (body_size > head.blocks * sizeof(block)) return snapshot_defect::overlong;
    return std::nullopt;
}

}  // namespace

/// The one who knows both the insides of a filter and the layout of the file.
class snapshot_file {
public:
    /// Appends the blocks as they are at this moment, each word once, and returns their checksum.
    static std::uint64_t append_blocks(
        files::durable_file& file, const split_block_filter& filter
    ) {
        constexpr std::size_t words_at_once = 8192;
        std::vector<std::uint64_t> copied;
        const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> checksum{
            XXH3_createState(), &XXH3_freeState};
        XXH3_64bits_reset(checksum.get());
        for (std::size_t done = 0; done < filter.words_.size(); done += copied.size()) {
            copied.resize(std::min(words_at_once, filter.words_.size() - done));
            for (std::size_t i = 0; i < copied.size(); ++i) {
                copied[i] =
                    std::atomic_ref{filter.words_[done + i]}.load(std::memory_order_relaxed);
            }
            const auto bytes = std::as_bytes(std::span{copied});
            XXH3_64bits_update(checksum.get(), bytes.data(), bytes.size());
            file.append(text_of(bytes));
        }
        return XXH3_64bits_digest(checksum.get());
    }

    static split_block_filter make_filter(memory_map memory, const header& head) {
        return {std::move(memory), sizeof(header), head.capacity, head.names};
    }
};

snapshot_error::snapshot_error(snapshot_defect defect, const std::filesystem::path& file)
    : std::runtime_error{file.string() + ": " + std::string{describe(defect)}},
      defect_{defect} {}

std::string_view describe(snapshot_defect defect) noexcept {
    switch (defect) {
        case snapshot_defect::unreadable: return "the filter snapshot cannot be read";
        case snapshot_defect::too_short: return "the filter snapshot is too short for its header";
        case snapshot_defect::not_a_filter: return "this is no filter snapshot";
        case snapshot_defect::unknown_format:
            return "the filter snapshot has the format of another release";
        case snapshot_defect::damaged_header: return "the header of the filter snapshot is damaged";
        case snapshot_defect::other_key_version:
            return "the names in the filter snapshot were normalised by other rules (key version)";
        case snapshot_defect::other_seed:
            return "the names in the filter snapshot were hashed with another seed";
        case snapshot_defect::inconsistent:
            return "the numbers in the header of the filter snapshot contradict one another";
        case snapshot_defect::truncated:
            return "the filter snapshot is shorter than its header says";
        case snapshot_defect::overlong: return "the filter snapshot is longer than its header says";
        case snapshot_defect::damaged_body: return "the bits of the filter snapshot are damaged";
    }
    return "the filter snapshot is unusable";
}

void write_snapshot_blocking(
    const std::filesystem::path& file,
    const split_block_filter& filter,
    const domain::log_positions& positions,
    std::uint32_t key_version
) {
    const auto head = std::make_unique<header>();
    head->magic = magic;
    head->format = format_version;
    head->key_version = key_version;
    head->seed = domain::name_hash_seed;
    head->capacity = filter.capacity();
    head->blocks = filter.size_bytes() / sizeof(block);
    head->names = filter.names();
    std::ranges::copy(positions.sequences(), head->positions.begin());

    const auto head_bytes = text_of(std::as_bytes(std::span{head.get(), 1}));
    files::durable_file written{file};
    written.append(head_bytes);  // again when the checksums are known
    head->body_checksum = snapshot_file::append_blocks(written, filter);
    head->checksum = checksum_of(*head);
    written.write_over(0, head_bytes);
    written.commit();
}

snapshot open_snapshot_blocking(const std::filesystem::path& file, std::uint32_t key_version) {
    const files::descriptor opened{file, O_RDONLY};
    struct stat status {};
    if (!opened.is_open() || ::fstat(opened.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
        throw snapshot_error{snapshot_defect::unreadable, file};
    }
    const auto file_size = static_cast<std::uint64_t>(status.st_size);
    if (file_size < sizeof(header)) throw snapshot_error{snapshot_defect::too_short, file};

    auto memory = memory_map::copy_of(opened.number(), file_size);
    const auto head = std::make_unique<header>();
    std::memcpy(head.get(), memory.bytes().data(), sizeof(header));
    if (const auto defect = find_defect(*head, file_size, key_version))
        throw snapshot_error{*defect, file};
    const auto body = memory.bytes().subspan(sizeof(header));
    if (XXH3_64bits(body.data(), body.size()) != head->body_checksum) {
        throw snapshot_error{snapshot_defect::damaged_body, file};
    }

    domain::log_positions positions;
    for (std::size_t slot = 0; slot < domain::slot_count; ++slot) {
        positions.advance({static_cast<domain::slot_id>(slot), head->positions[slot]});
    }
    return {snapshot_file::make_filter(std::move(memory), *head), std::move(positions)};
}

}  // namespace unamex::filter
