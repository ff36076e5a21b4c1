#include <microfast/binding/value_schema.hpp>

#include <cstring>

namespace microfast::binding {

namespace {

/// Calls with the unsigned type that has so many bytes.
template <class Function>
auto with_unsigned(std::size_t size, Function function) noexcept {
    switch (size) {
        case 1: return function(std::uint8_t{});
        case 2: return function(std::uint16_t{});
        case 4: return function(std::uint32_t{});
        default: return function(std::uint64_t{});
    }
}

}  // namespace

std::string_view words_of(const value_schema& schema) noexcept {
    switch (schema.kind) {
        case value_kind::boolean: return "a boolean";
        case value_kind::integer: return "an integer";
        case value_kind::real: return "a number";
        case value_kind::string: return "a string";
        case value_kind::text: return schema.text->format;
        case value_kind::dynamic: return "any value";
        case value_kind::sequence: return "a list";
        case value_kind::map: return "a dictionary";
        case value_kind::optional: return words_of(*schema.optional->value);
        case value_kind::enumeration:
        case value_kind::object:
        case value_kind::variant: return schema.name;
    }
    return {};
}

whole_number load_whole(const value_schema& schema, const void* source) noexcept {
    const unsigned bits = 8U * schema.size;
    auto value = with_unsigned(schema.size, [source](auto stored) {
        std::memcpy(&stored, source, sizeof stored);
        return static_cast<std::uint64_t>(stored);
    });
    if (!schema.is_signed || (value >> (bits - 1) & 1U) == 0) return {value, false};
    const std::uint64_t extension = bits == 64 ? 0 : ~std::uint64_t{} << bits;
    return {0 - (value | extension), true};
}

bool store_whole(const value_schema& schema, whole_number value, void* target) noexcept {
    const auto limit = value.is_negative ? lowest_of(schema) : highest_of(schema);
    if (value.magnitude > limit.magnitude) return false;
    const auto stored = value.is_negative ? 0 - value.magnitude : value.magnitude;
    with_unsigned(schema.size, [stored, target](auto typed) {
        typed = static_cast<decltype(typed)>(stored);
        std::memcpy(target, &typed, sizeof typed);
        return true;
    });
    return true;
}

whole_number lowest_of(const value_schema& integer) noexcept {
    if (!integer.is_signed) return {0, false};
    return {std::uint64_t{1} << (8U * integer.size - 1), true};
}

whole_number highest_of(const value_schema& integer) noexcept {
    const unsigned bits = 8U * integer.size - (integer.is_signed ? 1U : 0U);
    return {~std::uint64_t{} >> (64 - bits), false};
}

}  // namespace microfast::binding
