#include <unamex/observability/json_text.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace unamex::observability {
namespace {

constexpr char32_t invalid = 0xffff'ffff;

struct code_point {
    char32_t value = invalid;
    std::size_t size = 1;
};

// The first character of the text; `invalid`, one byte long, if it is not UTF-8 (RFC 3629).
code_point first_of(std::string_view text) {
    const auto byte = [&](std::size_t at) -> std::uint32_t {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    const auto follows = [&](std::size_t at) { return (byte(at) & 0xc0U) == 0x80U; };
    const auto tail = [&](std::size_t at) { return byte(at) & 0x3fU; };
    const auto lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead >= 0xc2 && lead < 0xe0 && follows(1)) return {(lead & 0x1fU) << 6U | tail(1), 2};
    if (lead >= 0xe0 && lead < 0xf0 && follows(1) && follows(2)) {
        const auto value = (lead & 0x0fU) << 12U | tail(1) << 6U | tail(2);
        if (value >= 0x800 && (value < 0xd800 || value > 0xdfff)) return {value, 3};
    }
    if (lead >= 0xf0 && lead < 0xf5 && follows(1) && follows(2) && follows(3)) {
        const auto value = (lead & 0x07U) << 18U | tail(1) << 12U | tail(2) << 6U | tail(3);
        if (value >= 0x10000 && value <= 0x10ffff) return {value, 4};
    }
    return {};
}

bool is_control(char32_t value) {
    return value < 0x20 || (value >= 0x7f && value < 0xa0) || value == 0x2028 || value == 0x2029;
}

// Characters that reorder what a terminal shows.
bool is_direction(char32_t value) {
    return value == 0x061c || value == 0x200e || value == 0x200f ||
           (value >= 0x202a && value <= 0x202e) || (value >= 0x2066 && value <= 0x2069);
}

}  // namespace

void append_json_string(std::string& line, std::string_view text) {
    line += '"';
    while (!text.empty()) {
        const auto [value, size] = first_of(text);
        if (value == U'"' || value == U'\\') {
            line += '\\';
            line += static_cast<char>(value);
        } else if (value == invalid) {
            line += "\\ufffd";
        } else if (is_control(value) || is_direction(value)) {
            fmt::format_to(
                std::back_inserter(line), "\\u{:04x}", static_cast<std::uint32_t>(value)
            );
        } else {
            line += text.substr(0, size);
        }
        text.remove_prefix(size);
    }
    line += '"';
}

}  // namespace unamex::observability
