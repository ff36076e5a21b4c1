#include <microfast/binding/scalar_values.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <vector>

namespace microfast::binding {

namespace {

/// Of a number that `std::from_chars` found out of range: is it next to zero, not huge?
bool is_tiny(std::string_view number) noexcept {
    constexpr std::int64_t furthest = 1'000'000'000'000;
    const auto mark = std::min(number.find_first_of("eE"), number.size());
    auto digits = number.substr(0, mark);
    std::int64_t exponent = 0;
    if (mark < number.size()) {
        auto written = number.substr(mark + 1);
        const bool is_negative = written.front() == '-';
        if (written.front() == '-' || written.front() == '+') written.remove_prefix(1);
        const auto* const end = written.data() + written.size();
        const auto read = std::from_chars(written.data(), end, exponent);
        if (read.ec != std::errc{} || exponent > furthest) exponent = furthest;
        if (is_negative) exponent = -exponent;
    }
    if (digits.front() == '-') digits.remove_prefix(1);
    const auto point = static_cast<std::int64_t>(std::min(digits.find('.'), digits.size()));
    const auto first = static_cast<std::int64_t>(digits.find_first_of("123456789"));
    return exponent + point - first < 0;
}

}  // namespace

fault make_fault(const constraint& broken) {
    return {error_type_of(broken), message_of(broken)};
}

fault make_range_fault(const value_schema& schema, bool is_negative) {
    const auto limit = is_negative ? lowest_of(schema) : highest_of(schema);
    constraint rule{is_negative ? constraint_kind::at_least : constraint_kind::at_most};
    rule.bound.magnitude = limit.magnitude;
    rule.bound.is_negative = limit.is_negative;
    return make_fault(rule);
}

fault store_integer(const value_schema& schema, whole_number value, void* target) {
    if (!store_whole(schema, value, target)) return make_range_fault(schema, value.is_negative);
    if (const auto* broken = find_broken(schema.constraints, value)) return make_fault(*broken);
    return {};
}

fault store_real(const value_schema& schema, double value, void* target) {
    if (schema.size == sizeof(float)) {
        const auto narrow = static_cast<float>(value);
        std::memcpy(target, &narrow, sizeof narrow);
        value = std::isfinite(narrow) ? value : std::numeric_limits<double>::infinity();
    } else {
        std::memcpy(target, &value, sizeof value);
    }
    if (!std::isfinite(value)) return {"finite_number", "Input should be a finite number"};
    if (const auto* broken = find_broken(schema.constraints, value)) return make_fault(*broken);
    return {};
}

fault store_string(const value_schema& schema, std::string_view value, void* target) {
    if (const auto* broken = find_broken(schema.constraints, value)) return make_fault(*broken);
    static_cast<std::string*>(target)->assign(value);
    return {};
}

fault store_text(const value_schema& schema, std::string_view value, void* target) {
    const auto& shape = *schema.text;
    if (shape.parse(value, target)) return {};
    return {shape.error_type, std::string(shape.message)};
}

fault store_enumerator(const value_schema& schema, std::string_view value, void* target) {
    for (const auto& [name, number] : schema.enumerators) {
        if (name != value) continue;
        const auto size = static_cast<std::uint64_t>(number);
        const bool is_negative = number < 0;
        if (store_whole(schema, {is_negative ? 0 - size : size, is_negative}, target)) return {};
    }
    std::vector<std::string_view> names;
    for (const auto& listed : schema.enumerators)
        names.push_back(listed.name);
    return {"enum", "Input should be " + alternatives_in_words(names)};
}

double to_real(std::string_view number) noexcept {
    double value = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
    if (read.ec == std::errc{}) return value;
    return is_tiny(number) ? 0 : std::numeric_limits<double>::infinity();
}

std::optional<whole_number> to_whole(double value) noexcept {
    constexpr double first_inexact = 9007199254740992.0;  // 2^53
    const double size = std::abs(value);
    if (!(size < first_inexact) || std::trunc(size) != size) return std::nullopt;
    return whole_number{static_cast<std::uint64_t>(size), value < 0};
}

}  // namespace microfast::binding
