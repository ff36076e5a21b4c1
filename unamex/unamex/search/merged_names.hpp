/// @file
/// The names of several segments as if they were one.
#pragma once

#include <unamex/search/page_cursor.hpp>
#include <unamex/search/segment.hpp>
#include <unamex/search/weighted_name.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::search {

/// Oldest first. A name that is in more than one has the greatest weight in the newest of them.
using segment_list = std::vector<std::shared_ptr<const segment>>;

/// Walks the names in byte order; one that is in several segments comes once, with its weight in
/// the newest.
///
/// Complexity: O(segments) a name. Thread safety: none. Lifetime: the segments outlive it.
class merged_names {
public:
    merged_names(std::span<const segment_list::value_type> segments, std::string_view from);

    [[nodiscard]] bool is_done() const noexcept { return newest_ == nullptr; }
    [[nodiscard]] std::string_view name() const noexcept { return newest_->name(); }
    [[nodiscard]] weight_type weight() const noexcept { return newest_->weight(); }
    void advance();

private:
    void choose();

    std::vector<name_reader> readers_;  // of each segment
    name_reader* newest_ =
        nullptr;  // of the readers with the least name, the one of the newest segment
};

/// Whether a name can be in more than one segment of a list.
enum class repetition : std::uint8_t { none, possible };

/// Walks the names with a prefix by falling weight, then in byte order, each once.
///
/// Complexity: O(segments * log n) a name. Thread safety: none. Lifetime: the segments outlive it.
class merged_ranks {
public:
    /// Starts behind `after`, or at the beginning without it.
    merged_ranks(
        std::span<const segment_list::value_type> segments,
        repetition repeated,
        std::string_view prefix,
        const std::optional<page_position>& after
    );

    [[nodiscard]] std::optional<page_position> next();

private:
    struct source {
        ranked_walk walk;
        std::optional<page_position> best;  // not given out yet
    };

    void refill(std::size_t index);
    [[nodiscard]] bool is_outdated(std::size_t index) const;

    std::span<const segment_list::value_type> segments_;
    repetition repeated_;
    std::vector<source> sources_;  // of each segment
};

}  // namespace unamex::search
