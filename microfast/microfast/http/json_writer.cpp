#include <microfast/http/json_writer.hpp>
#include <microfast/http/utf8.hpp>

#include <array>
#include <charconv>
#include <cmath>

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

std::size_t plain_run(std::string_view text) noexcept {
    std::size_t size = 0;
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

void json_writer::written_key(std::string_view quoted) {
    separate();
    output_ += quoted;
    needs_comma_ = false;
}

void json_writer::value(std::string_view text) {
    separate();
    quote(text);
}

void json_writer::value(double number) {
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

void json_writer::word(std::string_view literal) {
    separate();
    output_ += literal;
}

void json_writer::open(char bracket) {
    separate();
    output_ += bracket;
    needs_comma_ = false;
}

void json_writer::close(char bracket) {
    output_ += bracket;
    needs_comma_ = true;
}

void json_writer::separate() {
    if (needs_comma_) output_ += ',';
    needs_comma_ = true;
}

void json_writer::quote(std::string_view text) {
    output_ += '"';
    while (true) {
        const auto plain = plain_run(text);
        output_ += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        std::size_t taken = 1;
        if (static_cast<unsigned char>(text.front()) < 0x80) {
            append_escape(text.front(), output_);
        } else if (const auto size = utf8_size(text); size > 0) {
            output_ += text.substr(0, size);
            taken = size;
        } else {
            output_ += replacement_character;
        }
        text.remove_prefix(taken);
    }
    output_ += '"';
}

}  // namespace microfast::http
