/// @file
/// What this process knows of all names: which may be taken, and what they are called.
#pragma once

#include <unamex/domain/name_hash.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/ports/shard_layout.hpp>
#include <unamex/search/name_index.hpp>
#include <unamex/services/growing_filter.hpp>
#include <unamex/services/shard_trust.hpp>

#include <memory>
#include <span>

namespace unamex::services {

/// The filter, the search index, and how far the filter can be trusted, shared by everything in the
/// process.
///
/// Thread safety: safe; a probe takes no lock.
/// Errors: none.
class known_names {
public:
    known_names(
        ports::shard_layout layout,
        std::unique_ptr<growing_filter> filter,
        std::unique_ptr<search::name_index> index
    );

    /// True only if nobody's claim of the name was acknowledged before this call.
    [[nodiscard]] bool is_surely_free(domain::name_hash hash, const ports::clock& clock)
        const noexcept;

    /// True if an "available" from the shared cache may be believed: whoever writes to the shard of
    /// the name announces it there.
    [[nodiscard]] bool is_cache_shared(domain::name_hash hash, const ports::clock& clock)
        const noexcept;

    /// The name is about to be somebody's: from now on it may be taken. Before a claim commits.
    void expect(domain::name_hash hash) noexcept { filter_->insert(hash); }

    /// The names are somebody's: they may be taken, and searches find them.
    void add(std::span<const search::weighted_name> names);

    /// True when there are more names than the filter was made for. Names that were expected, but
    /// whose claims failed, do not count: whoever makes claims fail must not make the filter grow.
    [[nodiscard]] bool has_outgrown_filter() const {
        return index_->size() > filter_->current().capacity();
    }

    /// True when most of what fills the filter is of claims that failed: it has room for all names,
    /// and has taken in more than it has room for.
    [[nodiscard]] bool has_worn_filter() const {
        const auto& used = filter_->current();
        return used.names() > used.capacity() && !has_outgrown_filter();
    }

    [[nodiscard]] const ports::shard_layout& layout() const noexcept { return layout_; }
    [[nodiscard]] shard_trust& trust() noexcept { return trust_; }
    [[nodiscard]] const shard_trust& trust() const noexcept { return trust_; }
    [[nodiscard]] growing_filter& filter() noexcept { return *filter_; }
    [[nodiscard]] const growing_filter& filter() const noexcept { return *filter_; }
    [[nodiscard]] search::name_index& index() noexcept { return *index_; }
    [[nodiscard]] const search::name_index& index() const noexcept { return *index_; }

private:
    ports::shard_layout layout_;
    shard_trust trust_;
    std::unique_ptr<growing_filter> filter_;
    std::unique_ptr<search::name_index> index_;
};

}  // namespace unamex::services
