/// @file
/// Decimal numbers, exact and of any length.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tinyorm {

/// A decimal number as text: money, measures. tinyorm stores and compares it; who calculates with
/// it brings a library for that, or lets PostgreSQL do it.
///
/// Two that are equal have the same text: `1.50` becomes `1.5`, `-0` becomes `0`.
/// Thread safety: distinct objects.
class decimal {
public:
    decimal() = default;
    /// Reads `-12.5`; throws `value_out_of_range` if `text` is not a decimal number.
    explicit decimal(std::string_view text);

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

    friend bool operator==(const decimal&, const decimal&) = default;
    friend std::optional<decimal> parse_decimal(std::string_view text);

private:
    std::string text_ = "0";  // no needless zero, sign or point
};

/// Reads an optional sign, digits, and perhaps a point and digits. Empty if `text` is anything
/// else: an exponent, a NaN.
[[nodiscard]] std::optional<decimal> parse_decimal(std::string_view text);

}  // namespace tinyorm
