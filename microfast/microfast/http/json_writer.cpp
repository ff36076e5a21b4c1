#include <microfast/http/decimal_text.hpp>
#include <microfast/http/json_writer.hpp>
#include <microfast/http/utf8.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace microfast::http {

namespace {

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

/// Bytes that stand for themselves between quotes: ASCII but for control characters, quotes and
/// backslashes.
constexpr auto plain_bytes = [] {
    std::array<bool, 256> plain{};
    for (std::size_t byte = 0x20; byte < 0x80; ++byte)
        plain[byte] = byte != '"' && byte != '\\';
    return plain;
}();

/// May some of these eight bytes not stand for itself? The high bit of a byte ends up set if it is
/// no ASCII, a control character, a quote or a backslash, and sometimes above such a one.
bool may_need_escaping(const char* eight_bytes) noexcept {
    constexpr std::uint64_t each = 0x0101'0101'0101'0101;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, eight_bytes, sizeof(bytes));
    const auto found = bytes | (bytes - each * 0x20) | ((bytes ^ each * '"') - each) |
                       ((bytes ^ each * '\\') - each);
    return (found & each * 0x80) != 0;
}

std::size_t plain_run(std::string_view text) noexcept {
    constexpr std::size_t word = sizeof(std::uint64_t);
    std::size_t size = 0;
    while (text.size() - size >= word && !may_need_escaping(text.data() + size))
        size += word;
    if (size > 0 && text.size() - size < word &&
        !may_need_escaping(text.data() + text.size() - word))
        return text.size();
    while (size < text.size() && plain_bytes[static_cast<unsigned char>(text[size])])
        ++size;
    return size;
}

void append_escape(char character, std::string& output) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(character);
    switch (character) {
        case '"': output += "\\\""; return;
        case '\\': output += "\\\\"; return;
        case '\b': output += "\\b"; return;
        case '\f': output += "\\f"; return;
        case '\n': output += "\\n"; return;
        case '\r': output += "\\r"; return;
        case '\t': output += "\\t"; return;
        default: output.append("\\u00").append({digits[byte >> 4U], digits[byte & 0xFU]});
    }
}

void append_number(auto number, std::string& output) {
    std::array<char, 32> digits;
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    output.append(digits.data(), written.ptr);
}

}  // namespace

void json_writer::key(std::string_view name) {
    separate();
    quote(name);
    output_ += ':';
    needs_comma_ = false;
}

void json_writer::written_key(std::string_view written) {
    output_ += written.substr(needs_comma_ ? 0 : 1);
    needs_comma_ = false;
}

void json_writer::value(std::string_view text) {
    separate();
    quote(text);
}

void json_writer::value(double number) {
    if (!std::isfinite(number)) return word("null");
    separate();
    std::array<char, longest_decimal> text;
    output_.append(text.data(), write_decimal(text.data(), number));
}

void json_writer::value(float number) {
    if (!std::isfinite(number)) return word("null");
    separate();
    append_number(number, output_);
}

void json_writer::integer(std::int64_t number) {
    separate();
    append_number(number, output_);
}

void json_writer::integer(std::uint64_t number) {
    separate();
    append_number(number, output_);
}

void json_writer::quote(std::string_view text) {
    output_ += '"';
    for (auto plain = plain_run(text);; plain = plain_run(text)) {
        output_ += text.substr(0, plain);
        if (plain == text.size()) break;
        text.remove_prefix(plain);
        text.remove_prefix(escape_first(text));
    }
    output_ += '"';
}

/// Writes the first character, which does not stand for itself, and returns its size.
std::size_t json_writer::escape_first(std::string_view text) {
    if (static_cast<unsigned char>(text.front()) < 0x80) {
        append_escape(text.front(), output_);
        return 1;
    }
    const auto size = utf8_size(text);
    if (size == 0) {
        output_ += replacement_character;
        return 1;
    }
    output_ += text.substr(0, size);
    return size;
}

}  // namespace microfast::http
