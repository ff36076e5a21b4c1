#include <unamex/search/segment.hpp>
#include <unamex/search/segment_format.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ranges>
#include <system_error>
#include <utility>

namespace unamex::search {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
    const std::error_code why{errno, std::system_category()};
    throw segment_error{segment_defect::unreadable, file.string(), why.message()};
}

struct mapped_file {
    std::shared_ptr<const char> bytes;
    std::size_t size_bytes = 0;
};

mapped_file map_file(const std::filesystem::path& file) {
    const auto descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) fail(file);
    struct stat status {};
    void* mapping = nullptr;
    const auto is_known = ::fstat(descriptor, &status) == 0;
    const auto size = static_cast<std::size_t>(status.st_size);
    if (is_known && size > 0) mapping = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
    const auto code = errno;
    ::close(descriptor);
    errno = code;
    if (!is_known || mapping == MAP_FAILED) fail(file);
    if (size == 0) return {};
    const auto unmap = [size](const char* bytes) { ::munmap(const_cast<char*>(bytes), size); };
    return {{static_cast<const char*>(mapping), unmap}, size};
}

// The smallest text that is greater than every text with this prefix; empty if there is none.
std::string successor_of(std::string_view prefix) {
    while (!prefix.empty() && prefix.back() == '\xff')
        prefix.remove_suffix(1);
    std::string next{prefix};
    if (!next.empty()) next.back() = static_cast<char>(static_cast<unsigned char>(next.back()) + 1);
    return next;
}

}  // namespace

segment segment::open(const std::filesystem::path& file, std::uint32_t key_version) {
    auto mapped = map_file(file);
    return {std::move(mapped.bytes), mapped.size_bytes, file.string(), key_version};
}

segment segment::from_bytes(std::string bytes, std::uint32_t key_version) {
    auto kept = std::make_shared<const std::string>(std::move(bytes));
    const auto size = kept->size();
    const auto* data = kept->data();
    return {{std::move(kept), data}, size, "in memory", key_version};
}

segment::segment(
    std::shared_ptr<const char> bytes,
    std::size_t size_bytes,
    std::string_view file,
    std::uint32_t key_version
)
    : bytes_{std::move(bytes)},
      size_bytes_{size_bytes} {
    const std::string_view whole{bytes_.get(), size_bytes_};
    if (const auto defect = format::find_defect(whole, key_version))
        throw segment_error{*defect, file};
    const auto head = format::load<format::header>(whole.data());
    const auto names = static_cast<ordinal>(head.names);
    const auto blocks = (head.names + format::names_per_block - 1) / format::names_per_block;
    blocks_ = whole.substr(sizeof head, head.blocks_size_bytes);
    keys_ = blocks_.data() + blocks_.size();
    offsets_ = keys_ + blocks * sizeof(std::uint64_t);
    const auto* levels = offsets_ + blocks * sizeof(std::uint32_t);
    const auto levels_size = static_cast<std::size_t>(whole.data() + whole.size() - levels);
    pyramid_ = weight_pyramid{{levels, levels_size}, names};
}

std::size_t segment::block_count() const noexcept {
    return (std::size_t{size()} + format::names_per_block - 1) / format::names_per_block;
}

std::uint64_t segment::block_key(std::size_t block) const noexcept {
    return format::load<std::uint64_t>(keys_ + block * sizeof(std::uint64_t));
}

std::string_view segment::block_bytes(std::size_t block) const noexcept {
    return blocks_.substr(format::load<std::uint32_t>(offsets_ + block * sizeof(std::uint32_t)));
}

// The last block that begins with a name that is not greater, or the first block. Few blocks have
// the key of the name, so they are looked for from the first one on, in growing steps.
std::size_t segment::block_for(std::string_view name) const noexcept {
    const auto key = format::sort_key(name);
    const auto key_of = [this](std::size_t block) { return block_key(block); };
    const auto is_at_most = [&](std::size_t block) {
        if (block_key(block) != key) return false;
        const auto at = static_cast<ordinal>(block * format::names_per_block);
        return name_reader{*this, at}.name() <= name;
    };
    const auto count = block_count();
    const auto first =
        *std::ranges::lower_bound(std::views::iota(std::size_t{0}, count), key, {}, key_of);
    std::size_t reach = 1;
    while (first + reach <= count && is_at_most(first + reach - 1))
        reach *= 2;
    const auto unknown = std::views::iota(first + reach / 2, std::min(first + reach - 1, count));
    const auto greater = *std::ranges::partition_point(unknown, is_at_most);
    return greater == 0 ? 0 : greater - 1;
}

ordinal segment::lower_bound(std::string_view name) const noexcept {
    if (size() == 0) return 0;
    const auto block = block_for(name);
    name_reader names{*this, static_cast<ordinal>(block * format::names_per_block)};
    const auto next_block = std::min<std::size_t>((block + 1) * format::names_per_block, size());
    while (names.position() < next_block && names.name() < name)
        names.advance();
    return names.position();
}

ordinal_range segment::starting_with(std::string_view prefix) const {
    const auto successor = successor_of(prefix);
    return {lower_bound(prefix), successor.empty() ? size() : lower_bound(successor)};
}

std::optional<weight_type> segment::find(std::string_view name) const noexcept {
    const auto at = lower_bound(name);
    if (at == size()) return std::nullopt;
    const name_reader found{*this, at};
    return found.name() == name ? std::optional{found.weight()} : std::nullopt;
}

std::string segment::name_at(ordinal at) const {
    return std::string{name_reader{*this, at}.name()};
}

name_reader::name_reader(const segment& read, ordinal from) noexcept
    : segment_{&read},
      at_{std::min(from, read.size())} {
    if (is_done()) return;
    const auto skipped = at_ % format::names_per_block;
    at_ -= static_cast<ordinal>(skipped);
    open_block();
    for (std::size_t i = 0; i < skipped; ++i)
        advance();
}

void name_reader::advance() noexcept {
    ++at_;
    if (is_done()) return;
    if (at_ % format::names_per_block == 0) return open_block();
    rest_ = name_.read(rest_);
}

void name_reader::open_block() noexcept {
    name_.clear();
    rest_ = name_.read(segment_->block_bytes(at_ / format::names_per_block));
}

}  // namespace unamex::search
