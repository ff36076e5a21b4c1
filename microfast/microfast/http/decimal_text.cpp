#include <microfast/http/decimal_text.hpp>

#include <charconv>
#include <cmath>
#include <cstdint>

namespace microfast::http {

namespace {

constexpr int decimals = 4;
constexpr std::int64_t scale = 10'000;

/// Writes `scaled` / 10,000 without zeros at the end.
char* write_scaled(char* text, std::int64_t scaled) noexcept {
    if (scaled < 0) *text++ = '-';
    const auto size = static_cast<std::uint64_t>(scaled < 0 ? -scaled : scaled);
    text = std::to_chars(text, text + longest_decimal / 2, size / scale).ptr;
    auto fraction = size % scale;
    if (fraction == 0) return text;
    *text = '.';
    for (int i = decimals; i > 0; --i, fraction /= 10)
        text[i] = static_cast<char>('0' + fraction % 10);
    text += decimals;
    while (*text == '0')
        --text;
    return text + 1;
}

}  // namespace

// Up to 15 digits stand for different doubles, so a text of so many that reads back as the number
// is the only one of its length, and division, being correctly rounded, says what it reads back as.
char* write_decimal(char* text, double number) noexcept {
    constexpr double fifteen_digits = 1e15;
    const double wanted = number * static_cast<double>(scale);
    if (std::abs(wanted) < fifteen_digits) {
        const auto scaled = static_cast<std::int64_t>(wanted + (wanted < 0 ? -0.5 : 0.5));
        const bool is_exact = static_cast<double>(scaled) / static_cast<double>(scale) == number;
        if (is_exact && (scaled != 0 || !std::signbit(number))) return write_scaled(text, scaled);
    }
    return std::to_chars(text, text + longest_decimal, number).ptr;
}

}  // namespace microfast::http
