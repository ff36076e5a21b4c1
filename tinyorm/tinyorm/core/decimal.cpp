#include <tinyorm/core/decimal.hpp>
#include <tinyorm/core/error.hpp>

#include <algorithm>

namespace tinyorm {
namespace {

constexpr std::size_t shown_characters = 40;

bool are_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char each) {
        return each >= '0' && each <= '9';
    });
}

}  // namespace

decimal::decimal(std::string_view text) {
    auto parsed = parse_decimal(text);
    if (!parsed) {
        throw error(
            error_kind::value_out_of_range,
            "a decimal number looks like -12.5, unlike \"" +
                std::string{text.substr(0, shown_characters)} + '"'
        );
    }
    *this = *std::move(parsed);
}

std::optional<decimal> parse_decimal(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    const auto point = text.find('.');
    auto whole = text.substr(0, point);
    auto fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    const bool lacks_digits =
        whole.empty() || (point != std::string_view::npos && fraction.empty());
    if (lacks_digits || !are_digits(whole) || !are_digits(fraction)) return std::nullopt;
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size() - 1));
    fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
    decimal read;
    const bool is_zero = whole == "0" && fraction.empty();
    read.text_ = is_negative && !is_zero ? "-" : "";
    read.text_.append(whole);
    if (!fraction.empty()) read.text_.append(".").append(fraction);
    return read;
}

}  // namespace tinyorm
