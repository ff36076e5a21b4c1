#include <microfast/binding/json_cursor.hpp>
#include <microfast/binding/json_scan.hpp>
#include <microfast/http/utf8.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

namespace microfast::binding {

namespace {

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

std::size_t first_bad_byte(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto size = http::utf8_size(text.substr(at));
        if (size == 0) break;
        at += size;
    }
    return at;
}

/// Does this whole number fit into 64 bits?
bool fits(std::string_view digits) noexcept {
    std::uint64_t value = 0;
    return std::from_chars(digits.data(), digits.data() + digits.size(), value).ec == std::errc{};
}

}  // namespace

json_cursor::json_cursor(std::string_view document) noexcept
    : begin_(document.data()),
      at_(begin_),
      end_(begin_ + document.size()) {
    if (is_ascii(document) || http::is_valid_utf8(document)) return;
    at_ += first_bad_byte(document);
    fail("Expecting UTF-8");
}

bool json_cursor::fail(const char* expected) noexcept {
    if (fault_ == nullptr) fault_ = expected;
    end_ = at_;
    return false;
}

bool json_cursor::enter() noexcept {
    if (depth_ == deepest_level) return fail("nested deeper than 64 levels");
    const std::uint64_t level = std::uint64_t{1} << depth_;
    levels_ = *at_ == '{' ? levels_ | level : levels_ & ~level;
    ++depth_;
    ++at_;
    return true;
}

bool json_cursor::next_item(bool& is_first) noexcept {
    const bool is_object = is_in_object();
    const char next = peek();
    if (next == (is_object ? '}' : ']')) {
        ++at_;
        --depth_;
        return false;
    }
    if (is_first) {
        is_first = false;
        return !is_broken();
    }
    if (next != ',') return fail(is_object ? "Expecting ',' or '}'" : "Expecting ',' or ']'");
    ++at_;
    return true;
}

bool json_cursor::read_key(std::string_view& key) {
    return is_key_next() && read_string(key) && skip_colon();
}

bool json_cursor::is_key_next() noexcept {
    return peek() == '"' || fail("Expecting property name enclosed in double quotes");
}

bool json_cursor::skip_colon() noexcept {
    if (peek() != ':') return fail("Expecting ':' delimiter");
    ++at_;
    return true;
}

bool json_cursor::read_number(json_number& number) noexcept {
    const char* const begin = at_;
    number = {};
    number.is_negative = *at_ == '-';
    if (number.is_negative) ++at_;
    const char* const digits = at_;
    if (!read_digits(number.magnitude)) return false;
    auto count = at_ - digits;
    if (*digits == '0' && count > 1) {
        at_ = digits + 1;
        return fail("Number with a leading zero");
    }
    if (at_ != end_ && *at_ == '.') {
        const char* const fraction = ++at_;
        if (!read_digits(number.magnitude)) return false;
        number.exponent = static_cast<int>(fraction - at_);
        number.is_whole = false;
        count += at_ - fraction;
    }
    if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) {
        if (!read_exponent(number.exponent)) return false;
        number.is_whole = false;
    }
    number.text = {begin, at_};
    constexpr auto always_fit = std::numeric_limits<std::uint64_t>::digits10;
    if (count > always_fit) number.is_beyond = !number.is_whole || !fits({digits, at_});
    return true;
}

/// The magnitude is wrong behind its 19th digit.
bool json_cursor::read_digits(std::uint64_t& magnitude) noexcept {
    if (at_ == end_ || !is_digit(*at_)) return fail("Expecting a digit");
    for (; at_ != end_ && is_digit(*at_); ++at_)
        magnitude = 10 * magnitude + static_cast<unsigned>(*at_ - '0');
    return true;
}

bool json_cursor::read_exponent(int& exponent) noexcept {
    ++at_;
    const bool is_negative = at_ != end_ && *at_ == '-';
    if (at_ != end_ && (*at_ == '+' || *at_ == '-')) ++at_;
    if (at_ == end_ || !is_digit(*at_)) return fail("Expecting a digit");
    constexpr int largest = 1'000'000;
    int written = 0;
    for (; at_ != end_ && is_digit(*at_); ++at_)
        written = std::min(largest, 10 * written + (*at_ - '0'));
    exponent += is_negative ? -written : written;
    return true;
}

bool json_cursor::read_word(std::string_view word) noexcept {
    if (!std::string_view(at_, end_).starts_with(word)) return fail("Expecting value");
    at_ += word.size();
    return true;
}

bool json_cursor::skip_value() noexcept {
    const auto outside = depth_;
    bool is_first = false;
    while (true) {
        const char next = peek();
        if (next == '{' || next == '[') {
            if (!enter()) return false;
            is_first = true;
        } else if (!skip_scalar(next)) {
            return false;
        }
        while (true) {
            if (depth_ == outside) return true;
            const bool is_object = is_in_object();
            if (next_item(is_first)) {
                if (is_object && !skip_key()) return false;
                break;
            }
            if (is_broken()) return false;
            is_first = false;
        }
    }
}

bool json_cursor::skip_scalar(char first) noexcept {
    json_number number;
    switch (first) {
        case '"': return skip_string();
        case 't': return read_word("true");
        case 'f': return read_word("false");
        case 'n': return read_word("null");
        default: break;
    }
    if (first != '-' && !is_digit(first)) return fail("Expecting value");
    return read_number(number);
}

bool json_cursor::skip_key() noexcept {
    return is_key_next() && skip_string() && skip_colon();
}

bool json_cursor::read_end() noexcept {
    if (is_broken()) return false;
    skip_white_space();
    return at_ == end_ || fail("Extra data");
}

}  // namespace microfast::binding
