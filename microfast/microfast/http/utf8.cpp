#include <microfast/http/utf8.hpp>

namespace microfast::http {

namespace {

/// What may follow a leading byte: how many bytes, and the range of the first of them.
struct continuation {
    std::size_t size = 0;  // 0: not a leading byte
    unsigned char first_low = 0x80;
    unsigned char first_high = 0xBF;
};

constexpr continuation continuation_of(unsigned char lead) noexcept {
    if (lead >= 0xC2 && lead <= 0xDF) return {1};
    if (lead == 0xE0) return {2, 0xA0, 0xBF};
    if (lead == 0xED) return {2, 0x80, 0x9F};
    if (lead >= 0xE1 && lead <= 0xEF) return {2};
    if (lead == 0xF0) return {3, 0x90, 0xBF};
    if (lead >= 0xF1 && lead <= 0xF3) return {3};
    if (lead == 0xF4) return {3, 0x80, 0x8F};
    return {};
}

constexpr bool is_between(char byte, unsigned char low, unsigned char high) noexcept {
    const auto value = static_cast<unsigned char>(byte);
    return value >= low && value <= high;
}

}  // namespace

std::size_t utf8_size(std::string_view text) noexcept {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return 1;
    const auto follows = continuation_of(lead);
    if (follows.size == 0 || text.size() <= follows.size) return 0;
    if (!is_between(text[1], follows.first_low, follows.first_high)) return 0;
    for (std::size_t k = 2; k <= follows.size; ++k) {
        if (!is_between(text[k], 0x80, 0xBF)) return 0;
    }
    return 1 + follows.size;
}

bool is_valid_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const auto size = utf8_size(text);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
}

}  // namespace microfast::http
