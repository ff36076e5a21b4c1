#include <microfast/http/byte_ranges.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/field_reader.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace microfast::http {

namespace {

constexpr auto digit_characters = [] {
    character_class digits{};
    for (unsigned char digit = '0'; digit <= '9'; ++digit)
        digits[digit] = true;
    return digits;
}();

/// The number that these digits are; one that no 64 bits hold is as good as the largest.
std::uint64_t to_position(std::string_view digits) noexcept {
    std::uint64_t position = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), position);
    const bool fits = read.ec == std::errc{};
    return fits ? position : std::numeric_limits<std::uint64_t>::max();
}

enum class spec_result : std::uint8_t { satisfiable, beyond_end, malformed };

/// Takes "first-last", "first-" or "-suffix".
spec_result take_range(field_reader& from, std::uint64_t size, byte_range& range) noexcept {
    const auto first_digits = from.take_while(digit_characters);
    if (!from.take('-')) return spec_result::malformed;
    const auto last_digits = from.take_while(digit_characters);
    from.skip_white_space();
    const bool ends_here = from.at_end() || from.is_at(',');
    if (!ends_here || (first_digits.empty() && last_digits.empty())) return spec_result::malformed;

    const auto last = to_position(last_digits);
    if (first_digits.empty()) {
        range.size = std::min(last, size);
        range.first = size - range.size;
        return range.size == 0 ? spec_result::beyond_end : spec_result::satisfiable;
    }
    range.first = to_position(first_digits);
    const bool is_open = last_digits.empty();
    if (!is_open && last < range.first) return spec_result::malformed;
    if (range.first >= size) return spec_result::beyond_end;
    range.size = (is_open ? size - 1 : std::min(last, size - 1)) - range.first + 1;
    return spec_result::satisfiable;
}

bool overlap(byte_range left, byte_range right) noexcept {
    return left.first <= right.last() && right.first <= left.last();
}

bool is_bytes_unit(field_reader& from) noexcept {
    return equal_ignoring_case(from.take_token(), "bytes") && from.take('=');
}

}  // namespace

range_selection select_ranges(std::string_view field, std::uint64_t size) noexcept {
    const range_selection ignored;
    field_reader from(field);
    if (!is_bytes_unit(from)) return ignored;
    range_selection selected;
    std::size_t asked = 0;
    while (from.next_member()) {
        byte_range range;
        const auto result = take_range(from, size, range);
        if (result == spec_result::malformed || ++asked > most_byte_ranges) return ignored;
        if (result == spec_result::beyond_end) continue;
        const auto others = selected.ranges();
        const bool is_twice = std::any_of(others.begin(), others.end(), [&](byte_range other) {
            return overlap(range, other);
        });
        if (is_twice) return ignored;
        selected.ranges_[selected.count_++] = range;
    }
    if (asked == 0) return ignored;
    selected.outcome_ =
        selected.count_ == 0 ? range_outcome::unsatisfiable : range_outcome::partial;
    return selected;
}

std::string to_content_range(byte_range range, std::uint64_t size) {
    return "bytes " + std::to_string(range.first) + '-' + std::to_string(range.last()) + '/' +
           std::to_string(size);
}

std::string to_unsatisfied_range(std::uint64_t size) {
    return "bytes */" + std::to_string(size);
}

std::string to_part_head(
    std::string_view boundary, std::string_view content_type, byte_range range, std::uint64_t size
) {
    std::string head("\r\n--");
    head.append(boundary).append("\r\nContent-Type: ").append(content_type);
    head.append("\r\nContent-Range: ").append(to_content_range(range, size)).append("\r\n\r\n");
    return head;
}

std::string to_parts_end(std::string_view boundary) {
    return "\r\n--" + std::string(boundary) + "--\r\n";
}

}  // namespace microfast::http
