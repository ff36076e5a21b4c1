/// @file
/// A list of plain elements that allocates only when it grows long.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace tinyorm {

/// A growing array whose first `Few` elements lie within the object itself: most expressions of a
/// query are that short, and making one then costs no allocation.
///
/// Complexity: as `std::vector`; a move copies up to `Few` elements. Thread safety: distinct
/// objects.
template <typename Element, std::size_t Few>
class small_list {
    static_assert(std::is_trivially_copyable_v<Element>, "elements are moved as bytes");

public:
    small_list() noexcept {}
    small_list(const small_list& other) { append(other.span()); }
    small_list(small_list&& other) noexcept { take(other); }
    small_list& operator=(const small_list& other) {
        if (this == &other) return *this;
        size_ = 0;
        append(other.span());
        return *this;
    }
    small_list& operator=(small_list&& other) noexcept {
        if (this != &other) take(other);
        return *this;
    }
    ~small_list() = default;

    void push_back(const Element& added) {
        const Element kept = added;  // it may be one of ours
        make_room(size_ + 1);
        data()[size_++] = kept;
    }
    /// `added` must not be a part of this list.
    void append(std::span<const Element> added) {
        make_room(size_ + added.size());
        std::copy(added.begin(), added.end(), data() + size_);
        size_ += added.size();
    }

    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::span<const Element> span() const noexcept { return {data(), size_}; }

    friend bool operator==(const small_list& left, const small_list& right) {
        const auto first = left.span();
        const auto second = right.span();
        return std::equal(first.begin(), first.end(), second.begin(), second.end());
    }

private:
    [[nodiscard]] Element* data() noexcept { return many_ ? many_.get() : few_.data(); }
    [[nodiscard]] const Element* data() const noexcept { return many_ ? many_.get() : few_.data(); }

    void make_room(std::size_t wanted) {
        if (wanted <= capacity_) return;
        const auto larger = std::max(wanted, 2 * capacity_);
        auto moved = std::make_unique<Element[]>(larger);
        std::copy_n(data(), size_, moved.get());
        many_ = std::move(moved);
        capacity_ = larger;
    }
    void take(small_list& other) noexcept {
        if (other.many_) {
            many_ = std::move(other.many_);
            capacity_ = std::exchange(other.capacity_, Few);
        } else {
            many_.reset();
            capacity_ = Few;
            std::copy_n(other.few_.data(), other.size_, few_.data());
        }
        size_ = std::exchange(other.size_, 0);
    }

    std::size_t size_ = 0;
    std::size_t capacity_ = Few;
    std::unique_ptr<Element[]> many_;  // null: the elements are in few_
    union {
        std::array<Element, Few> few_;  // left uninitialised
    };
};

}  // namespace tinyorm
