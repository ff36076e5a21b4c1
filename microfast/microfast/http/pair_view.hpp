/// @file
/// Names and values, looked at where they lie.
#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

namespace microfast::http {

/// A text as the range of its pairs. `take` takes the next one off the front of what is left, false
/// if there is none any more.
///
/// Lifetime: the text must outlive the view.
template <class Pair, bool (*take)(std::string_view& rest, Pair& pair) noexcept>
class pair_view {
public:
    class iterator {
    public:
        using value_type = Pair;
        using difference_type = std::ptrdiff_t;

        iterator() noexcept = default;
        explicit iterator(std::string_view rest) noexcept : rest_{rest} { ++*this; }

        const Pair& operator*() const noexcept { return pair_; }
        const Pair* operator->() const noexcept { return &pair_; }
        iterator& operator++() noexcept {
            is_done_ = !take(rest_, pair_);
            return *this;
        }
        void operator++(int) noexcept { ++*this; }
        friend bool operator==(const iterator& at, std::default_sentinel_t) noexcept {
            return at.is_done_;
        }

    private:
        std::string_view rest_;
        Pair pair_;
        bool is_done_ = false;
    };

    explicit pair_view(std::string_view text) noexcept : text_{text} {}

    [[nodiscard]] iterator begin() const noexcept { return iterator{text_}; }
    [[nodiscard]] static std::default_sentinel_t end() noexcept { return {}; }

private:
    std::string_view text_;
};

}  // namespace microfast::http
