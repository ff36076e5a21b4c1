/// @file
/// Which names begin with these letters? The index of all names, searched while names come in.
#pragma once

#include <unamex/search/page_cursor.hpp>
#include <unamex/search/segment.hpp>
#include <unamex/search/weighted_name.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace unamex::search {

struct search_query {
    std::string_view prefix = {};
    search_order order = search_order::ranked;
    std::size_t limit = 10;  ///< of names in the page; at most `name_index::longest_page` are given
    std::string_view cursor = {};  ///< of the page before; empty for the first page
};

struct search_page {
    std::vector<std::string> names;
    std::optional<std::string> next_cursor;  ///< empty on the last page
};

/// All names in byte order, each with a weight, in a few immutable layers: the base, a file that is
/// mapped, and in front of it ever smaller ones in memory that hold what was added since. Adding a
/// name writes the smallest layer again, and one that has grown is merged into the next.
///
/// A page holds each name once, whatever is added meanwhile; a name that stays as it is from the
/// first page to the last appears on exactly one of them.
///
/// Complexity: `contains` and the first name of a page O(log n) per layer, of which there are a
/// handful as long as `write_base_blocking` is called when `base_is_due`; a ranked page O(names
/// before it + its names * log n).
/// Thread safety: safe. Readers take a snapshot and never wait for a writer's work; writers wait
/// for each other, usually for microseconds, and for nothing of what `write_base_blocking` does
/// with the disk.
/// Errors: `segment_error` where a file is opened, those of `files::durable_file` where one is
/// written.
class name_index {
public:
    static constexpr std::size_t longest_page = 100;

    explicit name_index(siphash_key cursor_key);

    /// Starts from a base that `write_base_blocking` or a `segment_builder` wrote.
    name_index(siphash_key cursor_key, segment base);

    /// Adds names. One that is there keeps the greater of both weights, so that order and
    /// repetition do not matter.
    void add(std::span<const weighted_name> names);
    void add(std::string_view name, weight_type weight = 0);

    [[nodiscard]] bool contains(std::string_view name) const;
    [[nodiscard]] std::uint64_t size() const;

    /// The next page of names that begin with the prefix, or what is wrong with the cursor.
    [[nodiscard]] std::variant<search_page, cursor_defect> search(const search_query& query) const;

    /// True when so much was added that searching gets slower: time for `write_base_blocking`.
    [[nodiscard]] bool base_is_due() const;

    /// Writes everything that is in the index when this is called into one segment file, replaces
    /// `file` by it in one step, and goes on with it as the base. Blocks for about 50 ms per
    /// million names; searching and adding go on.
    void write_base_blocking(const std::filesystem::path& file);

private:
    struct layers;

    [[nodiscard]] std::shared_ptr<const layers> current() const;
    template <class Change>
    void update(const Change& change);  // publishes a changed copy of the layers

    cursor_codec cursors_;
    std::mutex writing_base_;               // one base is written at a time
    std::mutex writing_;                    // one change at a time
    mutable std::mutex publishing_;         // held to copy or swap the pointer only
    std::shared_ptr<const layers> layers_;  // never null; what it points to never changes
};

}  // namespace unamex::search
