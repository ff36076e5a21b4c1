#include <microfast/binding/json_cursor.hpp>
#include <microfast/binding/json_scan.hpp>
#include <microfast/http/characters.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace microfast::binding {

namespace {

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

}  // namespace microfast::binding
