#include <microfast/core/uuid.hpp>

#include <charconv>

namespace microfast {

namespace {

constexpr std::string_view layout = "00000000-0000-0000-0000-000000000000";

}  // namespace

std::string to_string(const uuid& id) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(layout);
    std::size_t at = 0;
    for (const auto octet : id.octets) {
        if (text[at] == '-') ++at;
        const auto value = std::to_integer<unsigned>(octet);
        text[at++] = digits[value >> 4U];
        text[at++] = digits[value & 0xFU];
    }
    return text;
}

std::optional<uuid> parse_uuid(std::string_view text) noexcept {
    if (text.size() != layout.size()) return std::nullopt;
    uuid id;
    std::size_t at = 0;
    for (auto& octet : id.octets) {
        if (layout[at] == '-' && text[at++] != '-') return std::nullopt;
        unsigned value = 0;
        const char* const end = text.data() + at + 2;
        const auto read = std::from_chars(text.data() + at, end, value, 16);
        if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
        octet = static_cast<std::byte>(value);
        at += 2;
    }
    return id;
}

}  // namespace microfast
