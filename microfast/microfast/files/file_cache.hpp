/// @file
/// The files that are asked for often, kept open or in memory.
#pragma once

#include <microfast/containers/lru_cache.hpp>
#include <microfast/core/byte_count.hpp>
#include <microfast/files/directory_root.hpp>
#include <microfast/files/stored_file.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::files {

/// Files that lie beside a file and hold the same in another coding, the preferred one first.
struct sibling_kind {
    std::string_view coding;
    std::string_view suffix;
};
inline constexpr std::array<sibling_kind, 3> sibling_kinds{
    {{"br", ".br"}, {"zstd", ".zst"}, {"gzip", ".gz"}}};

/// A file, and what lies beside it.
struct file_variants {
    std::shared_ptr<const stored_file> plain;
    std::array<std::shared_ptr<const stored_file>, sibling_kinds.size()> siblings;  // or null

    [[nodiscard]] bool has_siblings() const noexcept;
};

enum class sibling_search : std::uint8_t { none, beside_each_file };

struct file_cache_options {
    byte_count budget = 16_MiB;        ///< of all entries; then the least recently used ones go
    byte_count largest_file = 64_KiB;  ///< that is kept in memory; larger ones stay open
    std::chrono::milliseconds trust{1'000};  ///< before a file is looked at again
    sibling_search siblings = sibling_search::beside_each_file;
};

enum class lookup_outcome : std::uint8_t { file, directory, nothing };

struct file_lookup {
    lookup_outcome outcome = lookup_outcome::nothing;
    const file_variants* file = nullptr;  ///< if it is one; valid until the next lookup
};

/// Files by path, each looked at again when it has been trusted for long enough, and read again if
/// it has changed. What is not a file is asked for each time.
///
/// A sibling that is older than its file is out of date and does not count.
///
/// Complexity: O(1) for a trusted file, which is found without a system call or an allocation.
/// Thread safety: none, belongs to one event loop. Lifetime: the root must outlive it. Errors:
/// those of `directory_root`.
class file_cache {
public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit file_cache(const directory_root& root, const file_cache_options& options = {});

    /// What is at a path below the root. Files of what it finds may be kept and sent as long as
    /// wanted, whatever becomes of them on disk.
    [[nodiscard]] file_lookup find(std::string_view path, time_point now);

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] std::size_t cost() const noexcept { return entries_.cost(); }

private:
    struct entry {
        file_variants file;
        time_point checked{};
    };

    [[nodiscard]] file_lookup load(std::string path, time_point now);
    [[nodiscard]] bool is_unchanged(const std::string& path, const file_variants& file) const;
    [[nodiscard]] std::shared_ptr<const stored_file> load_sibling(
        const std::string& path, const sibling_kind& kind, const file_status& plain
    ) const;

    const directory_root& root_;
    file_cache_options options_;
    containers::lru_cache<std::string, entry, containers::text_hash> entries_;
    file_variants unkept_;  // the last one found that there was no room for
};

}  // namespace microfast::files
