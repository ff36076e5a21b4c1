#include <microfast/binding/constraint.hpp>
#include <microfast/containers/regex.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <compare>
#include <vector>

namespace microfast::binding {

namespace {

std::strong_ordering compare(whole_number left, whole_number right) noexcept {
    const bool left_negative = left.is_negative && left.magnitude != 0;
    const bool right_negative = right.is_negative && right.magnitude != 0;
    if (left_negative != right_negative) {
        return left_negative ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    return left_negative ? right.magnitude <=> left.magnitude : left.magnitude <=> right.magnitude;
}

whole_number whole(const number& written) noexcept {
    return {written.magnitude, written.is_negative};
}

bool is_multiple(double value, double factor) noexcept {
    constexpr double rounding = 1e-12;
    return std::abs(std::remainder(value, factor)) <= rounding * std::max(std::abs(value), factor);
}

bool holds(const constraint& rule, whole_number value) noexcept {
    const auto equals = [value](const number& listed) {
        return compare(value, whole(listed)) == 0;
    };
    switch (rule.kind) {
        case constraint_kind::greater_than: return compare(value, whole(rule.bound)) > 0;
        case constraint_kind::at_least: return compare(value, whole(rule.bound)) >= 0;
        case constraint_kind::less_than: return compare(value, whole(rule.bound)) < 0;
        case constraint_kind::at_most: return compare(value, whole(rule.bound)) <= 0;
        case constraint_kind::multiple_of: return value.magnitude % rule.bound.magnitude == 0;
        case constraint_kind::one_of_number: return std::ranges::any_of(rule.numbers, equals);
        default: return true;
    }
}

bool holds(const constraint& rule, double value) noexcept {
    const auto equals = [value](const number& listed) { return value == listed.real(); };
    switch (rule.kind) {
        case constraint_kind::greater_than: return value > rule.bound.real();
        case constraint_kind::at_least: return value >= rule.bound.real();
        case constraint_kind::less_than: return value < rule.bound.real();
        case constraint_kind::at_most: return value <= rule.bound.real();
        case constraint_kind::multiple_of: return is_multiple(value, rule.bound.real());
        case constraint_kind::one_of_number: return std::ranges::any_of(rule.numbers, equals);
        default: return true;
    }
}

std::size_t characters_in(std::string_view utf8) noexcept {
    const auto begins_character = [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    };
    return static_cast<std::size_t>(std::ranges::count_if(utf8, begins_character));
}

bool is_at_least(std::string_view value, std::size_t length) noexcept {
    if (value.size() < length) return false;
    constexpr std::size_t longest_character = 4;
    return value.size() / longest_character >= length || characters_in(value) >= length;
}

bool holds(const constraint& rule, std::string_view value) {
    switch (rule.kind) {
        case constraint_kind::min_length: return is_at_least(value, rule.bound.magnitude);
        case constraint_kind::max_length:
            return value.size() <= rule.bound.magnitude ||
                   !is_at_least(value, rule.bound.magnitude + 1);
        case constraint_kind::pattern: return rule.expression().matches(value);
        case constraint_kind::one_of_text:
            return std::ranges::find(rule.texts, value) != rule.texts.end();
        default: return true;
    }
}

template <class Value>
const constraint* first_broken(std::span<const constraint> rules, Value value) {
    for (const auto& rule : rules) {
        if (!holds(rule, value)) return &rule;
    }
    return nullptr;
}

std::string in_words(const number& written) {
    char digits[32];
    auto* begin = digits;
    std::to_chars_result end{};
    if (written.is_whole) {
        if (written.is_negative) *begin++ = '-';
        end = std::to_chars(begin, std::end(digits), written.magnitude);
    } else {
        end = std::to_chars(begin, std::end(digits), written.real());
    }
    return {digits, end.ptr};
}

/// "3 characters", "1 item".
std::string counted(const number& count, std::string noun) {
    if (count.magnitude != 1) noun += 's';
    return in_words(count) + ' ' + noun;
}

/// "a, b or c".
std::string joined(std::span<const std::string> words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

}  // namespace

const constraint* find_broken(std::span<const constraint> rules, whole_number value) noexcept {
    return first_broken(rules, value);
}

const constraint* find_broken(std::span<const constraint> rules, double value) noexcept {
    return first_broken(rules, value);
}

const constraint* find_broken(std::span<const constraint> rules, std::string_view value) {
    return first_broken(rules, value);
}

const constraint* find_broken_count(std::span<const constraint> rules, std::size_t items) noexcept {
    for (const auto& rule : rules) {
        if (rule.kind == constraint_kind::min_items && items < rule.bound.magnitude) return &rule;
        if (rule.kind == constraint_kind::max_items && items > rule.bound.magnitude) return &rule;
    }
    return nullptr;
}

std::string_view error_type_of(const constraint& broken) noexcept {
    switch (broken.kind) {
        case constraint_kind::greater_than: return "greater_than";
        case constraint_kind::at_least: return "greater_than_equal";
        case constraint_kind::less_than: return "less_than";
        case constraint_kind::at_most: return "less_than_equal";
        case constraint_kind::multiple_of: return "multiple_of";
        case constraint_kind::one_of_number:
        case constraint_kind::one_of_text: return "literal_error";
        case constraint_kind::min_length: return "string_too_short";
        case constraint_kind::max_length: return "string_too_long";
        case constraint_kind::pattern: return "string_pattern_mismatch";
        case constraint_kind::min_items: return "too_short";
        case constraint_kind::max_items: return "too_long";
        case constraint_kind::unique_items: return "unique_items";
    }
    return {};
}

std::string message_of(const constraint& broken) {
    const auto& bound = broken.bound;
    switch (broken.kind) {
        case constraint_kind::greater_than:
            return "Input should be greater than " + in_words(bound);
        case constraint_kind::at_least:
            return "Input should be greater than or equal to " + in_words(bound);
        case constraint_kind::less_than: return "Input should be less than " + in_words(bound);
        case constraint_kind::at_most:
            return "Input should be less than or equal to " + in_words(bound);
        case constraint_kind::multiple_of:
            return "Input should be a multiple of " + in_words(bound);
        case constraint_kind::one_of_number: {
            std::vector<std::string> words;
            for (const auto& listed : broken.numbers)
                words.push_back(in_words(listed));
            return "Input should be " + joined(words);
        }
        case constraint_kind::one_of_text:
            return "Input should be " + alternatives_in_words(broken.texts);
        case constraint_kind::min_length:
            return "String should have at least " + counted(bound, "character");
        case constraint_kind::max_length:
            return "String should have at most " + counted(bound, "character");
        case constraint_kind::pattern:
            return "String should match pattern '" + std::string(broken.text) + '\'';
        case constraint_kind::min_items:
            return "List should have at least " + counted(bound, "item");
        case constraint_kind::max_items:
            return "List should have at most " + counted(bound, "item");
        case constraint_kind::unique_items: return "List should have no two equal items";
    }
    return {};
}

std::string alternatives_in_words(std::span<const std::string_view> texts) {
    std::vector<std::string> words;
    for (const auto text : texts)
        words.push_back('\'' + std::string(text) + '\'');
    return joined(words);
}

}  // namespace microfast::binding
