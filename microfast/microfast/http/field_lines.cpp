#include <microfast/http/characters.hpp>
#include <microfast/http/field_lines.hpp>

#include <bit>
#include <cstdint>
#include <cstring>

namespace microfast::http {

namespace {

constexpr std::uint64_t in_every_byte(std::uint8_t value) noexcept {
    return std::uint64_t{0x0101'0101'0101'0101} * value;
}

/// The top bit of each byte that is not printable ASCII. A byte that borrows or carries is itself
/// such a byte, so the lowest bit that is set is always right; those above it may not be.
constexpr std::uint64_t unprintable_in(std::uint64_t bytes) noexcept {
    const auto below_space = bytes - in_every_byte(' ');
    const auto above_tilde = bytes + in_every_byte(0x7F - '~');
    return (below_space | bytes | above_tilde) & in_every_byte(0x80);
}

constexpr bool is_printable(char byte) noexcept {
    return byte >= ' ' && byte <= '~';
}

/// The first byte that is not printable ASCII; there is one before `end`.
const char* find_unprintable(const char* at, const char* end) noexcept {
    std::uint64_t word = 0;
    if constexpr (std::endian::native == std::endian::little) {
        for (; end - at >= std::ptrdiff_t{sizeof word}; at += sizeof word) {
            std::memcpy(&word, at, sizeof word);
            const auto found = unprintable_in(word);
            if (found != 0) return at + std::countr_zero(found) / 8;
        }
    }
    while (is_printable(*at))
        ++at;
    return at;
}

}  // namespace

bool read_plain_field_lines(std::string_view lines, std::size_t limit, header_fields& fields) {
    const char* at = lines.data();
    const char* const end = at + lines.size();
    while (*at != '\r') {
        const char* const name = at;
        while (contains(token_characters, *at))
            ++at;  // ends before `end`, where there is a CR
        const char* const colon = at;
        if (colon == name || *colon != ':' || fields.size() == limit) return false;
        at = find_unprintable(colon + 1, end);
        if (at[0] != '\r' || at[1] != '\n') return false;
        fields.add({name, colon}, trimmed({colon + 1, at}));
        at += 2;
    }
    return at + 2 == end;
}

}  // namespace microfast::http
