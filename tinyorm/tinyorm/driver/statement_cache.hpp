/// @file
/// The prepared statements of one connection.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace tinyorm::driver {

/// Prepared statements by their SQL text, least recently used out first.
///
/// Complexity: O(1); a hit allocates nothing. Thread safety: none.
/// Lifetime: entries stay where they are until they leave the cache.
template <typename Prepared>
class statement_cache {
public:
    struct entry {
        std::string text;
        Prepared prepared;
        bool is_lent = false;  ///< somebody executes it: it neither leaves nor is handed out again
    };

    explicit statement_cache(std::size_t capacity) : capacity_(capacity) {}

    /// The entry of this text, now the most recently used; null if there is none.
    entry* find(std::string_view text) {
        const auto found = by_text_.find(text);
        if (found == by_text_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        return &*found->second;
    }

    /// Adds a text that is not in the cache. What leaves for it is shown to `retire`; if
    /// that throws, nothing has changed.
    template <typename Retire>
    entry& insert(std::string_view text, Prepared prepared, const Retire& retire) {
        if (entries_.size() >= capacity_) evict_oldest(retire);
        entries_.push_front({std::string{text}, std::move(prepared)});
        by_text_.emplace(entries_.front().text, entries_.begin());
        return entries_.front();
    }

    /// Forgets this text, lent or not.
    void erase(std::string_view text) {
        const auto found = by_text_.find(text);
        if (found == by_text_.end()) return;
        const auto erased = found->second;
        by_text_.erase(found);
        entries_.erase(erased);
    }

    void clear() {
        by_text_.clear();
        entries_.clear();
    }

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

private:
    template <typename Retire>
    void evict_oldest(const Retire& retire) {
        for (auto oldest = entries_.rbegin(); oldest != entries_.rend(); ++oldest) {
            if (oldest->is_lent) continue;
            retire(std::as_const(oldest->prepared));  // may throw: first
            by_text_.erase(oldest->text);
            entries_.erase(std::next(oldest).base());
            return;
        }
    }

    std::size_t capacity_;
    std::list<entry> entries_;  // most recently used first
    std::unordered_map<std::string_view, typename std::list<entry>::iterator>
        by_text_;  // keys view entry::text
};

}  // namespace tinyorm::driver
