/// @file
/// A regular expression as a nondeterministic automaton over bytes, and its simulation.
#pragma once

#include <microfast/containers/regex.hpp>
#include <microfast/containers/regex_tree.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace microfast::containers {

enum class instruction_kind : std::uint8_t {
    byte,        ///< a byte from `first` to `last`, then `next`
    fork,        ///< `next` and `other`, without a byte
    text_start,  ///< `next`, if nothing was read
    text_end,    ///< `next`, if nothing is left
    match,
};

struct instruction {
    instruction_kind kind = instruction_kind::match;
    unsigned char first = 0;
    unsigned char last = 0;
    std::uint32_t next = 0;
    std::uint32_t other = 0;
};

/// A set of positions in a program that is emptied in O(1). Source: Briggs and Torczon, "An
/// efficient representation for sparse sets".
class position_set {
public:
    explicit position_set(std::size_t capacity) : dense_(capacity), sparse_(capacity) {}

    /// False if it was there already.
    bool insert(std::uint32_t position) noexcept {
        const auto at = sparse_[position];
        if (at < size_ && dense_[at] == position) return false;
        dense_[size_] = position;
        sparse_[position] = size_++;
        return true;
    }
    void clear() noexcept { size_ = 0; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// In the order of insertion.
    [[nodiscard]] std::uint32_t operator[](std::size_t index) const noexcept {
        return dense_[index];
    }
    [[nodiscard]] const std::uint32_t* begin() const noexcept { return dense_.data(); }
    [[nodiscard]] const std::uint32_t* end() const noexcept { return dense_.data() + size_; }

private:
    std::vector<std::uint32_t> dense_;
    std::vector<std::uint32_t> sparse_;  // sparse_[p] is where p is in dense_, if it is
    std::uint32_t size_ = 0;
};

/// Which edges without a byte may be taken.
struct text_position {
    bool is_start = false;
    bool is_end = false;
};

/// Thompson's automaton of an expression. Code points are spelt out as bytes of UTF-8.
class regex_program {
public:
    static constexpr std::size_t most_instructions = 20'000;

    /// Throws `regex_error`, naming `pattern`, if there would be more instructions.
    regex_program(const regex_node& tree, std::string_view pattern, regex_scope scope);

    /// Simulates all ways through the text at once. Adds to `steps` one for each position that is
    /// looked at: at most (text + 1) x size().
    [[nodiscard]] bool matches(std::string_view text, std::size_t& steps) const;

    /// Adds `from` and everything it reaches without a byte. True if a match is among it.
    bool follow(std::uint32_t from, text_position where, position_set& into, std::size_t& steps)
        const noexcept;

    [[nodiscard]] const instruction& at(std::uint32_t position) const noexcept {
        return instructions_[position];
    }
    [[nodiscard]] std::uint32_t start() const noexcept { return start_; }
    [[nodiscard]] std::size_t size() const noexcept { return instructions_.size(); }
    [[nodiscard]] regex_scope scope() const noexcept { return scope_; }

private:
    std::vector<instruction> instructions_;
    std::uint32_t start_ = 0;
    regex_scope scope_;
};

}  // namespace microfast::containers
