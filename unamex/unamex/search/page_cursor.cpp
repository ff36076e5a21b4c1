#include <unamex/search/front_coding.hpp>
#include <unamex/search/page_cursor.hpp>

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

namespace unamex::search {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr char format_version = 1;
constexpr std::size_t fixed_size = 4;  // version, order, weight, length of the prefix
constexpr std::size_t seal_size = 8;

std::string to_base64url(std::string_view bytes) {
    std::string text;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (const char byte : bytes) {
        held = held << 8U | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 6; bits -= 6)
            text += alphabet[held >> (bits - 6) & 63U];
    }
    if (bits > 0) text += alphabet[held << (6 - bits) & 63U];
    return text;
}

// Only what `to_base64url` writes is read: one text for each value, so bits that say nothing must
// be 0.
std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (const char letter : text) {
        const auto value = alphabet.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        held = held << 6U | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> bits & 255U);
    }
    if (bits >= 6 || (held & ((1U << bits) - 1)) != 0) return std::nullopt;
    return bytes;
}

std::string seal_of(const siphash_key& key, std::string_view content) {
    const auto hash = siphash(key, content);
    std::string seal(seal_size, '\0');
    std::memcpy(seal.data(), &hash, seal_size);
    return seal;
}

}  // namespace

std::string_view describe(cursor_defect defect) noexcept {
    switch (defect) {
        case cursor_defect::not_base64url:
            return "the cursor is not one that this service gave out";
        case cursor_defect::wrong_length: return "the cursor is incomplete or too long";
        case cursor_defect::unknown_version:
            return "the cursor is of another version of this service; start again at the first "
                   "page";
        case cursor_defect::wrong_seal:
            return "the cursor was altered, or is too old; start again at the first page";
        case cursor_defect::other_search: return "the cursor belongs to another prefix or order";
    }
    return "unknown defect";
}

std::string cursor_codec::encode(
    const page_position& position, std::string_view prefix, search_order order
) const {
    std::string content{format_version};
    content += static_cast<char>(order);
    content += static_cast<char>(position.weight);
    content += static_cast<char>(prefix.size());
    content += position.name;
    return to_base64url(content + seal_of(key_, content));
}

std::variant<page_position, cursor_defect> cursor_codec::decode(
    std::string_view cursor, std::string_view prefix, search_order order
) const {
    constexpr auto longest = fixed_size + longest_name + seal_size;
    if (cursor.size() > (longest * 8 + 5) / 6) return cursor_defect::wrong_length;
    const auto bytes = from_base64url(cursor);
    if (!bytes) return cursor_defect::not_base64url;
    if (bytes->size() <= fixed_size + seal_size) return cursor_defect::wrong_length;
    if (bytes->front() != format_version) return cursor_defect::unknown_version;
    const auto content = std::string_view{*bytes}.substr(0, bytes->size() - seal_size);
    if (bytes->substr(content.size()) != seal_of(key_, content)) return cursor_defect::wrong_seal;
    const auto name = content.substr(fixed_size);
    const auto is_of_search = content[1] == static_cast<char>(order) &&
                              static_cast<unsigned char>(content[3]) == prefix.size() &&
                              name.starts_with(prefix);
    if (!is_of_search) return cursor_defect::other_search;
    return page_position{std::string{name}, static_cast<weight_type>(content[2])};
}

}  // namespace unamex::search
