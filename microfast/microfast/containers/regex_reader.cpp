#include <microfast/containers/regex.hpp>
#include <microfast/containers/regex_reader.hpp>

#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace microfast::containers {

namespace {

constexpr std::string_view punctuation = R"(!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~)";

/// `\d`, `\w` or `\s`, or the opposite of one, by its letter.
std::optional<code_set> named_set(char letter) {
    code_set set;
    switch (letter) {
        case 'w':
        case 'W':
            set.add(U'0', U'9');
            set.add(U'A', U'Z');
            set.add(U'_', U'_');
            set.add(U'a', U'z');
            break;
        case 'd':
        case 'D': set.add(U'0', U'9'); break;
        case 's':
        case 'S':
            set.add(U'\t', U'\r');
            set.add(U' ', U' ');
            break;
        default: return std::nullopt;
    }
    if (letter < 'a') set.negate();
    return set;
}

std::optional<char32_t> control_character(char letter) noexcept {
    switch (letter) {
        case 'n': return U'\n';
        case 'r': return U'\r';
        case 't': return U'\t';
        case 'f': return U'\f';
        case 'v': return U'\v';
        default: return std::nullopt;
    }
}

}  // namespace

void regex_reader::refuse_at(std::size_t position, std::string_view reason) const {
    throw regex_error(pattern_, position, reason);
}

std::size_t regex_reader::number() {
    std::size_t value = 0;
    const auto* start = pattern_.data() + position_;
    const auto [end, failure] = std::from_chars(start, pattern_.data() + pattern_.size(), value);
    if (end == start) refuse("has a { that no number follows");
    if (failure != std::errc{} || value > most_repetitions) refuse("repeats more than 1000 times");
    position_ += static_cast<std::size_t>(end - start);
    return value;
}

code_set regex_reader::escape() {
    ++position_;
    if (at_end()) refuse("ends with a backslash");
    const char letter = peek();
    if (auto set = named_set(letter)) {
        ++position_;
        return std::move(*set);
    }
    code_set set;
    const auto character = escaped_character(letter);
    set.add(character, character);
    return set;
}

char32_t regex_reader::escaped_character(char letter) {
    if (const auto control = control_character(letter)) {
        ++position_;
        return *control;
    }
    if (accept("x")) return hexadecimal(2);
    if (accept("u")) return hexadecimal(4);
    if (punctuation.find(letter) == punctuation.npos) {
        refuse("has an escape that does not exist here");
    }
    ++position_;
    return static_cast<unsigned char>(letter);
}

char32_t regex_reader::hexadecimal(std::size_t digits) {
    const auto text = pattern_.substr(position_, digits);
    std::uint32_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (failure != std::errc{} || end != text.data() + digits)
        refuse("has an escape without its hexadecimal digits");
    position_ += digits;
    if (value >= 0xD800 && value <= 0xDFFF) refuse("names half a surrogate pair");
    return value;
}

char32_t regex_reader::code_point() {
    const auto first = static_cast<unsigned char>(peek());
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t value = size == 1 ? first : first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = position_ + i < pattern_.size()
                              ? static_cast<unsigned char>(pattern_[position_ + i])
                              : 0U;
        if ((byte & 0xC0U) != 0x80) refuse("is not UTF-8");
        value = value << 6U | (byte & 0x3FU);
    }
    constexpr char32_t smallest[]{0, 0, 0x80, 0x800, 0x1'0000};
    const bool is_stray = size > 1 && (first < 0xC0 || first > 0xF7);
    if (is_stray || value < smallest[size] || value > 0x10'FFFF ||
        (value >= 0xD800 && value <= 0xDFFF))
        refuse("is not UTF-8");
    position_ += size;
    return value;
}

}  // namespace microfast::containers
