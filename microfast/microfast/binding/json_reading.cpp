#include <microfast/binding/json_reading.hpp>
#include <microfast/http/json.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <cfloat>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

namespace microfast::binding {

namespace {

bool begins_number(char c) noexcept {
    return c == '-' || (c >= '0' && c <= '9');
}

/// Exact without `std::from_chars` where both parts of the number are: a whole number up to 2^53
/// and a power of ten up to 10^22. Source: Clinger, "How to read floating point numbers accurately"
/// (1990).
double real_of(const json_number& number) noexcept {
    constexpr std::array powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    constexpr std::uint64_t last_exact = std::uint64_t{1} << 53U;
    const auto power = static_cast<std::size_t>(std::abs(number.exponent));
    if (number.is_beyond || number.magnitude > last_exact || power >= powers.size() ||
        FLT_EVAL_METHOD != 0) {
        return to_real(number.text);
    }
    auto value = static_cast<double>(number.magnitude);
    value = number.exponent < 0 ? value / powers[power] : value * powers[power];
    return number.is_negative ? -value : value;
}

}  // namespace

bool json_reading::read(const value_schema& schema, void* target, const location& where) {
    switch (schema.kind) {
        case value_kind::boolean: return read_boolean(target, where);
        case value_kind::integer: return read_integer(schema, target, where);
        case value_kind::real: return read_real(schema, target, where);
        case value_kind::string: return read_string(schema, target, where, store_string);
        case value_kind::text: return read_string(schema, target, where, store_text);
        case value_kind::enumeration: return read_string(schema, target, where, store_enumerator);
        case value_kind::dynamic: return read_dynamic(target, where);
        case value_kind::optional: return read_optional(schema, target, where);
        case value_kind::sequence: return read_sequence(schema, target, where);
        case value_kind::map: return read_map(schema, target, where);
        case value_kind::object: return read_object(schema, target, where);
        case value_kind::variant: return read_variant(schema, target, where);
    }
    return false;
}

bool json_reading::read_boolean(void* target, const location& where) {
    const char next = in_.peek();
    if (next != 't' && next != 'f') {
        return refuse(where, "bool_type", "Input should be a valid boolean");
    }
    const bool value = next == 't';
    std::memcpy(target, &value, sizeof value);
    return in_.read_word(value ? "true" : "false");
}

bool json_reading::read_integer(const value_schema& schema, void* target, const location& where) {
    if (!begins_number(in_.peek())) {
        return refuse(where, "int_type", "Input should be a valid integer");
    }
    const auto begin = in_.position();
    json_number number;
    if (!in_.read_number(number)) return false;
    std::optional<whole_number> value = whole_number{number.magnitude, number.is_negative};
    if (!number.is_whole) value = to_whole(real_of(number));
    if (number.is_beyond && number.is_whole) {
        report(begin, where, make_range_fault(schema, number.is_negative));
    } else if (value) {
        report(begin, where, store_integer(schema, *value, target));
    } else {
        report(begin, where, {"int_from_float", "Input should be a valid integer, got a fraction"});
    }
    return true;
}

bool json_reading::read_real(const value_schema& schema, void* target, const location& where) {
    if (!begins_number(in_.peek())) {
        return refuse(where, "float_type", "Input should be a valid number");
    }
    const auto begin = in_.position();
    json_number number;
    if (!in_.read_number(number)) return false;
    report(begin, where, store_real(schema, real_of(number), target));
    return true;
}

bool json_reading::read_string(
    const value_schema& schema, void* target, const location& where, store_function store
) {
    if (in_.peek() != '"') return refuse(where, "string_type", "Input should be a valid string");
    const auto begin = in_.position();
    std::string_view text;
    if (!in_.read_string(text)) return false;
    report(begin, where, store(schema, text, target));
    return true;
}

bool json_reading::read_dynamic(void* target, const location& where) {
    in_.skip_white_space();
    const auto begin = in_.position();
    if (!in_.skip_value()) return false;
    auto parsed = http::json::parse(in_.since(begin), nullptr, false);
    if (parsed.is_discarded()) {
        report(begin, where, {"finite_number", "Input should have finite numbers only"});
    } else {
        *static_cast<http::json*>(target) = std::move(parsed);
    }
    return true;
}

bool json_reading::read_optional(const value_schema& schema, void* target, const location& where) {
    const auto& shape = *schema.optional;
    if (in_.peek() != 'n') return read(*shape.value, shape.emplace(target), where);
    shape.reset(target);
    return in_.read_word("null");
}

bool json_reading::refuse(const location& where, std::string_view type, std::string_view message) {
    in_.skip_white_space();
    const auto begin = in_.position();
    if (!in_.skip_value()) return false;
    report(begin, where, {type, std::string(message)});
    return true;
}

void json_reading::add(std::size_t begin, const location& where, fault found) {
    errors_.add(where, found.type, std::move(found.message), in_.since(begin));
}

}  // namespace microfast::binding
