#include <microfast/middleware/random_bits.hpp>
#include <microfast/middleware/trace_context.hpp>

namespace microfast::middleware {

namespace {

constexpr std::size_t field_size = 55;  // of version 00: 2 + 32 + 16 + 2 digits, three dashes

/// Digits in small letters only, as the standard has them.
std::optional<std::uint64_t> read_hexadecimal(std::string_view digits) noexcept {
    std::uint64_t value = 0;
    for (const char digit : digits) {
        const bool is_number = digit >= '0' && digit <= '9';
        const bool is_letter = digit >= 'a' && digit <= 'f';
        if (!is_number && !is_letter) return std::nullopt;
        value =
            value << 4U | static_cast<std::uint64_t>(is_number ? digit - '0' : digit - 'a' + 10);
    }
    return value;
}

std::uint64_t random_id() {
    std::uint64_t id = 0;
    while (id == 0)
        id = random_bits();
    return id;
}

}  // namespace

std::optional<trace_context> parse_traceparent(std::string_view field) noexcept {
    if (field.size() < field_size) return std::nullopt;
    const bool has_dashes = field[2] == '-' && field[35] == '-' && field[52] == '-';
    const auto version = read_hexadecimal(field.substr(0, 2));
    if (!has_dashes || !version || *version == 0xFF) return std::nullopt;
    const bool has_more = field.size() > field_size;
    if (has_more && (*version == 0 || field[field_size] != '-')) return std::nullopt;
    const auto high = read_hexadecimal(field.substr(3, 16));
    const auto low = read_hexadecimal(field.substr(19, 16));
    const auto span = read_hexadecimal(field.substr(36, 16));
    const auto flags = read_hexadecimal(field.substr(53, 2));
    if (!high || !low || !span || !flags) return std::nullopt;
    if ((*high == 0 && *low == 0) || *span == 0) return std::nullopt;
    return trace_context{*high, *low, *span, (*flags & 1U) != 0};
}

std::string to_traceparent(const trace_context& context) {
    std::string field = "00-";
    append_hexadecimal(field, context.trace_high);
    append_hexadecimal(field, context.trace_low);
    field += '-';
    append_hexadecimal(field, context.span);
    return field + (context.is_sampled ? "-01" : "-00");
}

trace_context begin_trace(bool is_sampled) {
    return {random_bits(), random_id(), random_id(), is_sampled};
}

trace_context next_step(const trace_context& parent) {
    return {parent.trace_high, parent.trace_low, random_id(), parent.is_sampled};
}

}  // namespace microfast::middleware
