/// @file
/// The tokens of a JSON document, one after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace microfast::binding {

/// A number as it is written, and its parts.
struct json_number {
    std::string_view text;
    std::uint64_t magnitude = 0;  ///< all digits before the exponent, as one whole number
    int exponent = 0;             ///< of ten, behind the last of these digits
    bool is_negative = false;
    bool is_whole = true;    ///< written without fraction and exponent
    bool is_beyond = false;  ///< the magnitude has more than 64 bits
};

/// Reads a document from its beginning. After the first fault every call fails, and `fault()` and
/// `position()` tell what was expected, and where.
///
/// Strict: RFC 8259 without a byte order mark, everything UTF-8, escapes that are no characters
/// (lone surrogates) refused. Values that nobody wants are skipped without recursion, but checked
/// like the others.
///
/// Complexity: O(length), one pass and a look at every byte for UTF-8; memory only for strings with
/// escapes. Lifetime: the document outlives it; texts are valid until the next one is read.
class json_cursor {
public:
    static constexpr std::size_t deepest_level = 64;

    explicit json_cursor(std::string_view document) noexcept;

    /// The character at which the next token begins, NUL at the end or after a fault.
    [[nodiscard]] char peek() noexcept {
        skip_white_space();
        return at_ == end_ ? '\0' : *at_;
    }

    void skip_white_space() noexcept {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t'))
            ++at_;
    }

    /// `[` or `{`: one level deeper. Then `next_item` or `next_member` until they say no, which
    /// leaves the level.
    [[nodiscard]] bool enter() noexcept;
    /// Another element or member? `is_first` is true before the first one.
    [[nodiscard]] bool next_item(bool& is_first) noexcept;
    [[nodiscard]] bool next_member(bool& is_first, std::string_view& key) {
        return next_item(is_first) && read_key(key);
    }
    [[nodiscard]] bool read_key(std::string_view& key);

    /// Passes over the next token if it is spelt like this, as a key between its quote and colon.
    [[nodiscard]] bool skip_spelt(std::string_view spelling) noexcept {
        skip_white_space();
        const bool is_there = std::string_view(at_, end_).starts_with(spelling);
        if (is_there) at_ += spelling.size();
        return is_there;
    }

    [[nodiscard]] bool read_string(std::string_view& text);
    [[nodiscard]] bool read_number(json_number& number) noexcept;
    [[nodiscard]] bool read_word(std::string_view word) noexcept;
    [[nodiscard]] bool skip_value() noexcept;

    /// Nothing but white space is left.
    [[nodiscard]] bool read_end() noexcept;

    [[nodiscard]] bool is_broken() const noexcept { return fault_ != nullptr; }
    [[nodiscard]] const char* fault() const noexcept { return fault_; }
    [[nodiscard]] std::size_t position() const noexcept {
        return static_cast<std::size_t>(at_ - begin_);
    }

    /// What was read since that position.
    [[nodiscard]] std::string_view since(std::size_t position) const noexcept {
        return {begin_ + position, at_};
    }

    /// To read again from a position at which a value begins, on the level on which it was.
    void return_to(std::size_t position) noexcept { at_ = begin_ + position; }

private:
    bool fail(const char* expected) noexcept;
    [[nodiscard]] bool is_in_object() const noexcept { return (levels_ >> (depth_ - 1) & 1U) != 0; }
    bool is_key_next() noexcept;
    bool skip_colon() noexcept;
    bool skip_key() noexcept;
    bool skip_scalar(char first) noexcept;
    bool skip_string() noexcept;
    bool skip_escape() noexcept;
    bool read_digits(std::uint64_t& magnitude) noexcept;
    bool read_exponent(int& exponent) noexcept;
    void decode(std::string_view escaped);

    const char* begin_;
    const char* at_;
    const char* end_;
    const char* fault_ = nullptr;
    std::uint64_t levels_ = 0;  // bit i: level i is an object
    std::size_t depth_ = 0;
    std::string decoded_;
};

}  // namespace microfast::binding
