#include <microfast/binding/scalar_values.hpp>
#include <microfast/binding/text_reader.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/utf8.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>

namespace microfast::binding {

namespace {

fault read_boolean(std::string_view text, void* target) {
    constexpr std::array<std::string_view, 6> yes{"true", "1", "on", "yes", "t", "y"};
    constexpr std::array<std::string_view, 6> no{"false", "0", "off", "no", "f", "n"};
    const auto is_meant = [text](std::string_view word) {
        return http::equal_ignoring_case(text, word);
    };
    const bool value = std::ranges::any_of(yes, is_meant);
    if (!value && std::ranges::none_of(no, is_meant)) {
        return {"bool_parsing", "Input should be a valid boolean, unable to interpret input"};
    }
    std::memcpy(target, &value, sizeof value);
    return {};
}

fault read_integer(const value_schema& schema, std::string_view text, void* target) {
    const bool is_negative = text.starts_with('-');
    const auto digits = text.substr(is_negative ? 1 : 0);
    const char* const end = digits.data() + digits.size();
    std::uint64_t magnitude = 0;
    const auto read = std::from_chars(digits.data(), end, magnitude);
    if (read.ptr != end || read.ec == std::errc::invalid_argument) {
        return {
            "int_parsing", "Input should be a valid integer, unable to parse string as an integer"};
    }
    if (read.ec != std::errc{}) return make_range_fault(schema, is_negative);
    return store_integer(schema, {magnitude, is_negative}, target);
}

/// Digits, a fraction, an exponent: neither hexadecimal nor "inf".
bool is_number(std::string_view text) noexcept {
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto take_digits = [&text] {
        const auto size = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(size);
        return size > 0;
    };
    const auto take = [&text](std::string_view marks) {
        const bool is_there = !text.empty() && marks.find(text[0]) != std::string_view::npos;
        if (is_there) text.remove_prefix(1);
        return is_there;
    };
    if (!take_digits()) return false;
    if (take(".") && !take_digits()) return false;
    if (take("eE")) {
        take("+-");
        if (!take_digits()) return false;
    }
    return text.empty();
}

fault read_real(const value_schema& schema, std::string_view text, void* target) {
    if (!is_number(text)) {
        return {
            "float_parsing", "Input should be a valid number, unable to parse string as a number"};
    }
    return store_real(schema, to_real(text), target);
}

fault read_scalar(const value_schema& schema, std::string_view text, void* target) {
    switch (schema.kind) {
        case value_kind::boolean: return read_boolean(text, target);
        case value_kind::integer: return read_integer(schema, text, target);
        case value_kind::real: return read_real(schema, text, target);
        case value_kind::text: return store_text(schema, text, target);
        case value_kind::enumeration: return store_enumerator(schema, text, target);
        case value_kind::optional:
            return read_scalar(*schema.optional->value, text, schema.optional->emplace(target));
        default: break;
    }
    if (!http::is_valid_utf8(text)) {
        return {"string_unicode", "Input should be a valid string of UTF-8"};
    }
    return store_string(schema, text, target);
}

}  // namespace

bool is_readable_from_text(const value_schema& schema) noexcept {
    if (schema.kind == value_kind::optional) return is_readable_from_text(*schema.optional->value);
    return schema.kind <= value_kind::enumeration;
}

bool read_text_value(
    const value_schema& schema,
    std::string_view text,
    void* target,
    field_errors& errors,
    const location& where
) {
    auto found = read_scalar(schema, text, target);
    if (!found) return true;
    errors.add_text(where, found.type, std::move(found.message), text);
    return false;
}

}  // namespace microfast::binding
