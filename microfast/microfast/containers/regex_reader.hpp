/// @file
/// The characters of a regular expression, one after the other.
#pragma once

#include <microfast/containers/regex_tree.hpp>

#include <cstddef>
#include <string_view>

namespace microfast::containers {

/// Reads a pattern from its start. Every function that cannot read what it should throws
/// `regex_error`.
class regex_reader {
public:
    explicit regex_reader(std::string_view pattern) noexcept : pattern_(pattern) {}

    [[nodiscard]] std::size_t position() const noexcept { return position_; }
    [[nodiscard]] bool at_end() const noexcept { return position_ == pattern_.size(); }
    /// The next byte, NUL at the end.
    [[nodiscard]] char peek() const noexcept { return at_end() ? '\0' : pattern_[position_]; }
    [[nodiscard]] bool sees(std::string_view text) const noexcept {
        return pattern_.substr(position_).starts_with(text);
    }
    void skip() noexcept { ++position_; }
    /// Goes past `text`, if it comes next.
    bool accept(std::string_view text) noexcept {
        if (!sees(text)) return false;
        position_ += text.size();
        return true;
    }

    [[noreturn]] void refuse(std::string_view reason) const { refuse_at(position_, reason); }
    [[noreturn]] void refuse_at(std::size_t position, std::string_view reason) const;

    /// A count of a repetition.
    std::size_t number();

    /// What a backslash and the characters after it stand for.
    code_set escape();

    /// A character that stands for itself, decoded from UTF-8.
    char32_t code_point();

private:
    char32_t escaped_character(char letter);
    char32_t hexadecimal(std::size_t digits);

    std::string_view pattern_;
    std::size_t position_ = 0;
};

}  // namespace microfast::containers
