#include <microfast/core/base64.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace microfast {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t octets_of_group = 3;
constexpr std::size_t digits_of_group = 4;
constexpr unsigned bits_of_digit = 6;
constexpr std::uint32_t no_digit = 64;

constexpr auto digit_values = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return values;
}();

}  // namespace

std::string to_base64(std::span<const std::byte> content) {
    std::string text;
    text.reserve((content.size() + 2) / octets_of_group * digits_of_group);
    while (!content.empty()) {
        const auto group = content.first(std::min(content.size(), octets_of_group));
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < octets_of_group; ++i)
            bits = bits << 8U | (i < group.size() ? std::to_integer<std::uint32_t>(group[i]) : 0U);
        for (std::size_t i = 0; i < digits_of_group; ++i) {
            const auto shift = bits_of_digit * (digits_of_group - 1 - i);
            text += i <= group.size() ? alphabet[bits >> shift & 0x3FU] : '=';
        }
        content = content.subspan(group.size());
    }
    return text;
}

std::optional<bytes> parse_base64(std::string_view text) {
    if (text.size() % digits_of_group != 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=')
        ++padding;
    bytes content;
    content.reserve(text.size() / digits_of_group * octets_of_group);
    for (std::size_t at = 0; at < text.size(); at += digits_of_group) {
        const auto pads = at + digits_of_group == text.size() ? padding : 0;
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < digits_of_group; ++i) {
            const bool is_padding = i >= digits_of_group - pads;
            const auto digit = digit_values[static_cast<unsigned char>(text[at + i])];
            if (digit == no_digit && !is_padding) return std::nullopt;
            bits = bits << bits_of_digit | (is_padding ? 0U : digit);
        }
        if ((bits & ((1U << 8U * pads) - 1)) != 0) return std::nullopt;
        for (std::size_t i = 0; i < octets_of_group - pads; ++i)
            content.push_back(static_cast<std::byte>(bits >> (16U - 8U * i)));
    }
    return content;
}

}  // namespace microfast
