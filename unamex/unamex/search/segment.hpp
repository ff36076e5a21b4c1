/// @file
/// An immutable dictionary of weighted names: front-coded blocks, and a pyramid of weights above
/// them.
#pragma once

#include <unamex/domain/key_version.hpp>
#include <unamex/search/front_coding.hpp>
#include <unamex/search/weight_pyramid.hpp>
#include <unamex/search/weighted_name.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace unamex::search {

/// Names in byte order, numbered from 0 (their ordinal). Format: `docs/formats/search-segment.md`.
///
/// Complexity: `lower_bound` and `find` two binary searches and one block of 16 names; `name_at`
/// one block.
/// Memory: 6 bytes a name for real names, mapped from the file and shared by all processes that map
/// it.
/// Thread safety: safe, it never changes.
/// Errors: `segment_error` from `open` and `from_bytes`. A file whose checksums fit is never read
/// out of bounds.
/// Lifetime: copies share the bytes. The file may be replaced by another while it is mapped, not
/// written to.
class segment {
public:
    [[nodiscard]] static segment open(
        const std::filesystem::path& file, std::uint32_t key_version = domain::key_version
    );
    [[nodiscard]] static segment from_bytes(
        std::string bytes, std::uint32_t key_version = domain::key_version
    );

    [[nodiscard]] ordinal size() const noexcept { return pyramid_.size(); }
    [[nodiscard]] std::size_t size_bytes() const noexcept { return size_bytes_; }

    /// The first name that is not less; `size()` if there is none.
    [[nodiscard]] ordinal lower_bound(std::string_view name) const noexcept;

    /// The names that begin with the prefix, as a half-open range.
    [[nodiscard]] ordinal_range starting_with(std::string_view prefix) const;

    /// The weight of the name, if it is here.
    [[nodiscard]] std::optional<weight_type> find(std::string_view name) const noexcept;

    [[nodiscard]] std::string name_at(ordinal at) const;
    [[nodiscard]] const weight_pyramid& weights() const noexcept { return pyramid_; }

private:
    friend class name_reader;
    segment(
        std::shared_ptr<const char> bytes,
        std::size_t size_bytes,
        std::string_view file,
        std::uint32_t key_version
    );

    [[nodiscard]] std::size_t block_count() const noexcept;
    [[nodiscard]] std::uint64_t block_key(std::size_t block) const noexcept;
    [[nodiscard]] std::string_view block_bytes(std::size_t block) const noexcept;
    [[nodiscard]] std::size_t block_for(std::string_view name) const noexcept;

    std::shared_ptr<const char> bytes_;
    std::size_t size_bytes_;
    std::string_view blocks_;  // the front-coded names
    const char* keys_ =
        nullptr;  // of each block the first 8 bytes of its first name, big-endian order
    const char* offsets_ = nullptr;  // of each block where it begins in blocks_
    weight_pyramid pyramid_;
};

/// Walks the names of a segment in order, from any of them on.
///
/// Thread safety: none. Lifetime: the segment outlives it.
class name_reader {
public:
    name_reader(const segment& read, ordinal from) noexcept;

    [[nodiscard]] bool is_done() const noexcept { return at_ >= segment_->size(); }
    [[nodiscard]] ordinal position() const noexcept { return at_; }
    [[nodiscard]] std::string_view name() const noexcept { return name_.text(); }
    [[nodiscard]] weight_type weight() const noexcept { return segment_->weights().weight(at_); }
    void advance() noexcept;

private:
    void open_block() noexcept;

    const segment* segment_;
    ordinal at_;
    std::string_view rest_;  // of the block, after the current name
    name_buffer name_;
};

}  // namespace unamex::search
