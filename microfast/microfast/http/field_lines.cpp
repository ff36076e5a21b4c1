#include <microfast/http/byte_block.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/field_lines.hpp>

#include <bit>

namespace microfast::http {

namespace {

/// What the name at the start of a line is, and where its colon; null if it is no token.
struct line_name {
    const char* colon = nullptr;
    header_name id = header_name::other;
};

line_name read_long_name(const char* at, const char* end) noexcept {
    const char* colon = at;
    while (colon != end && contains(token_characters, *colon))
        ++colon;
    if (colon == end || *colon != ':') return {};
    return {colon, to_header_name({at, colon})};
}

line_name read_name(const char* at, const char* end) noexcept {
    const auto left = static_cast<std::size_t>(end - at);
    const auto block = left < byte_block::size ? byte_block::load(at, left) : byte_block::load(at);
    const auto colons = block.equal(':');
    if (colons == 0) return read_long_name(at, end);
    const auto size = static_cast<std::size_t>(std::countr_zero(colons));
    if (size == 0 || (block.below_space_or_high() & byte_block::first(size)) != 0) return {};
    const std::string_view name(at, size);
    const auto id = to_header_name(name, block);
    if (id == header_name::other && !is_token(name)) return {};
    return {at + size, id};
}

bool is_printable(char byte) noexcept {
    return byte >= ' ' && byte <= '~';
}

/// The first byte that is not printable ASCII, or `end`. All from `begin` on may be read.
const char* find_unprintable(const char* begin, const char* at, const char* end) noexcept {
    if (end - begin < std::ptrdiff_t{byte_block::size}) {
        while (at != end && is_printable(*at))
            ++at;
        return at;
    }
    const char* const last = end - byte_block::size;
    for (; at <= last; at += byte_block::size) {
        const auto found = byte_block::load(at).unprintable();
        if (found != 0) return at + std::countr_zero(found);
    }
    // Fewer than sixteen are left: look at the last sixteen, and not again at those before `at`.
    const auto found = byte_block::load(last).unprintable() >> (at - last);
    return found == 0 ? end : at + std::countr_zero(found);
}

bool is_line_end(const char* at, const char* end) noexcept {
    return end - at >= 2 && at[0] == '\r' && at[1] == '\n';
}

}  // namespace

std::size_t read_plain_field_lines(
    std::string_view bytes, std::size_t limit, header_fields& fields
) {
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    for (std::size_t lines = 0; !is_line_end(at, end); ++lines) {
        const auto [colon, id] = read_name(at, end);
        if (colon == nullptr || lines == limit) return 0;
        const char* const value_end = find_unprintable(bytes.data(), colon + 1, end);
        if (!is_line_end(value_end, end)) return 0;
        fields.add(id, {at, colon}, trimmed({colon + 1, value_end}));
        at = value_end + 2;
    }
    return static_cast<std::size_t>(at + 2 - bytes.data());
}

}  // namespace microfast::http
