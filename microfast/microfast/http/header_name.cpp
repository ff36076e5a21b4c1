#include <microfast/http/byte_block.hpp>
#include <microfast/http/header_name.hpp>

#include <array>

namespace microfast::http {

namespace {

constexpr std::array<std::string_view, header_name_count> header_names{
    "",
    "Accept",
    "Accept-Charset",
    "Accept-Encoding",
    "Accept-Language",
    "Access-Control-Request-Headers",
    "Access-Control-Request-Method",
    "Authorization",
    "Cache-Control",
    "Connection",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Length",
    "Content-Type",
    "Cookie",
    "Date",
    "Expect",
    "Forwarded",
    "Host",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Keep-Alive",
    "Last-Event-ID",
    "Origin",
    "Range",
    "Referer",
    "Sec-WebSocket-Extensions",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Protocol",
    "Sec-WebSocket-Version",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "User-Agent",
    "Via",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Request-ID",
};

// Setting bit 5 lowers letters and keeps '-'. No other token character becomes one of those by it.
constexpr unsigned char lowered(char letter) noexcept {
    return static_cast<unsigned char>(static_cast<unsigned char>(letter) | 0x20U);
}

constexpr std::size_t slot_count = 256;

constexpr std::size_t slot_of(std::string_view name) noexcept {
    const std::size_t mixed =
        lowered(name.front()) * 7U + lowered(name.back()) * 31U + name.size() * 13U;
    return mixed % slot_count;
}

/// A hash table with linear probing, filled by the compiler.
constexpr auto header_slots = [] {
    std::array<header_name, slot_count> slots{};
    for (std::size_t i = 1; i < header_names.size(); ++i) {
        auto slot = slot_of(header_names[i]);
        while (slots[slot] != header_name::other)
            slot = (slot + 1) % slot_count;
        slots[slot] = static_cast<header_name>(i);
    }
    return slots;
}();

/// The names, padded for comparing sixteen bytes; longer ones are compared otherwise.
constexpr auto padded_names = [] {
    std::array<std::array<char, byte_block::size>, header_name_count> padded{};
    for (std::size_t i = 0; i < header_names.size(); ++i) {
        for (std::size_t at = 0; at < header_names[i].size() && at < byte_block::size; ++at) {
            padded[i][at] = header_names[i][at];
        }
    }
    return padded;
}();

bool spells(std::string_view name, std::string_view known) noexcept {
    if (name == known) return true;  // as nearly everybody spells it
    if (name.size() != known.size()) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (lowered(name[i]) != lowered(known[i])) return false;
    }
    return true;
}

}  // namespace

header_name to_header_name(std::string_view name) noexcept {
    if (name.empty()) return header_name::other;
    for (auto slot = slot_of(name);; slot = (slot + 1) % slot_count) {
        const auto candidate = header_slots[slot];
        if (candidate == header_name::other) return header_name::other;
        if (spells(name, to_string(candidate))) return candidate;
    }
}

header_name to_header_name(std::string_view name, byte_block loaded) noexcept {
    for (auto slot = slot_of(name);; slot = (slot + 1) % slot_count) {
        const auto candidate = header_slots[slot];
        const auto index = static_cast<std::size_t>(candidate);
        if (candidate == header_name::other) return header_name::other;
        if (header_names[index].size() != name.size()) continue;
        const auto known = byte_block::load(padded_names[index].data());
        const auto wanted = byte_block::first(name.size());
        if ((loaded.equal_with_bit_5(known) & wanted) == wanted) return candidate;
    }
}

std::string_view to_string(header_name name) noexcept {
    return header_names[static_cast<std::size_t>(name)];
}

}  // namespace microfast::http
