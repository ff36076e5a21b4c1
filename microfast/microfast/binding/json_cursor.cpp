#include <microfast/binding/json_cursor.hpp>
#include <microfast/binding/json_scan.hpp>
#include <microfast/http/characters.hpp>
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

/// The four digits behind \u, which `skip_escape` has seen.
unsigned code_unit(const char* digits) noexcept {
    unsigned value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 4U | static_cast<unsigned>(http::hex_digit(digits[i]));
    return value;
}

constexpr bool is_leading(unsigned unit) noexcept {
    return unit >= 0xD800 && unit < 0xDC00;
}

constexpr bool is_trailing(unsigned unit) noexcept {
    return unit >= 0xDC00 && unit < 0xE000;
}

void append_utf8(std::string& text, unsigned code) {
    const auto continuation = [code](unsigned shift) {
        return static_cast<char>(0x80U | (code >> shift & 0x3FU));
    };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += {static_cast<char>(0xC0U | code >> 6U), continuation(0)};
    } else if (code < 0x10000) {
        text += {static_cast<char>(0xE0U | code >> 12U), continuation(6), continuation(0)};
    } else {
        text +=
            {static_cast<char>(0xF0U | code >> 18U),
             continuation(12),
             continuation(6),
             continuation(0)};
    }
}

constexpr char unescaped(char letter) noexcept {
    switch (letter) {
        case 'b': return '\b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        default: return letter;
    }
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

bool json_cursor::read_string(std::string_view& text) {
    const char* const begin = ++at_;
    at_ = find_special(at_, end_);
    if (at_ != end_ && *at_ == '"') {
        text = {begin, at_++};
        return true;
    }
    at_ = begin - 1;
    if (!skip_string()) return false;
    decode({begin, at_ - 1});
    text = decoded_;
    return true;
}

bool json_cursor::skip_string() noexcept {
    ++at_;
    while (true) {
        at_ = find_special(at_, end_);
        if (at_ == end_) return fail("Unterminated string");
        if (*at_ == '"') break;
        if (*at_ != '\\') return fail("Invalid control character");
        if (!skip_escape()) return false;
    }
    ++at_;
    return true;
}

bool json_cursor::skip_escape() noexcept {
    constexpr std::ptrdiff_t unicode_escape = 6;
    const auto has_unit = [this] {
        if (end_ - at_ < unicode_escape || at_[0] != '\\' || at_[1] != 'u') return false;
        for (std::size_t i = 2; i < unicode_escape; ++i) {
            if (http::hex_digit(at_[i]) < 0) return false;
        }
        return true;
    };
    if (end_ - at_ < 2) return fail("Unterminated string");
    if (std::string_view("\"\\/bfnrt").find(at_[1]) != std::string_view::npos) {
        at_ += 2;
        return true;
    }
    if (!has_unit()) return fail("Invalid \\escape");
    const auto unit = code_unit(at_ + 2);
    if (is_trailing(unit)) return fail("Unpaired surrogate");
    at_ += unicode_escape;
    if (!is_leading(unit)) return true;
    if (!has_unit() || !is_trailing(code_unit(at_ + 2))) return fail("Unpaired surrogate");
    at_ += unicode_escape;
    return true;
}

void json_cursor::decode(std::string_view escaped) {
    decoded_.clear();
    while (!escaped.empty()) {
        const auto plain = escaped.substr(0, escaped.find('\\'));
        decoded_ += plain;
        escaped.remove_prefix(plain.size());
        if (escaped.empty()) break;
        std::size_t taken = 2;
        if (escaped[1] == 'u') {
            auto code = code_unit(escaped.data() + 2);
            taken = 6;
            if (is_leading(code)) {
                code =
                    0x10000U + ((code & 0x3FFU) << 10U | (code_unit(escaped.data() + 8) & 0x3FFU));
                taken = 12;
            }
            append_utf8(decoded_, code);
        } else {
            decoded_ += unescaped(escaped[1]);
        }
        escaped.remove_prefix(taken);
    }
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
