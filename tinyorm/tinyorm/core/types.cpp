#include <tinyorm/core/error.hpp>
#include <tinyorm/core/types.hpp>

#include <cstddef>

namespace tinyorm {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

constexpr bool is_digit(char character) noexcept {
    return character >= '0' && character <= '9';
}

// Consumes a text from its front; every step answers whether it found what was asked for.
class reader {
public:
    explicit reader(std::string_view text) noexcept : rest_(text) {}

    bool accept(std::string_view any_of) noexcept {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool number(std::size_t digits, int least, int most, int& target) noexcept {
        if (rest_.size() < digits) return false;
        target = 0;
        for (const char character : rest_.substr(0, digits)) {
            if (!is_digit(character)) return false;
            target = target * 10 + (character - '0');
        }
        rest_.remove_prefix(digits);
        return target >= least && target <= most;
    }

    // Digits behind the decimal point as microseconds; further digits are cut off.
    bool fraction(int& microseconds) noexcept {
        microseconds = 0;
        std::size_t digits = 0;
        for (; digits < rest_.size() && is_digit(rest_[digits]); ++digits) {
            if (digits < 6) microseconds = microseconds * 10 + (rest_[digits] - '0');
        }
        for (auto scale = digits; scale < 6; ++scale)
            microseconds *= 10;
        rest_.remove_prefix(digits);
        return digits > 0;
    }

    [[nodiscard]] char front() const noexcept { return rest_.empty() ? '\0' : rest_.front(); }
    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

private:
    std::string_view rest_;
};

bool read_zone(reader& text, std::chrono::seconds& offset) noexcept {
    if (text.at_end() || text.accept("Zz")) return true;
    const bool is_west = text.front() == '-';
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (!text.accept("+-") || !text.number(2, 0, 15, hours)) return false;
    if (text.accept(":") && !text.number(2, 0, 59, minutes)) return false;
    if (text.accept(":") && !text.number(2, 0, 59, seconds)) return false;
    offset =
        std::chrono::hours{hours} + std::chrono::minutes{minutes} + std::chrono::seconds{seconds};
    if (is_west) offset = -offset;
    return true;
}

void append_padded(std::string& text, unsigned number, int digits) {
    char written[10];
    for (int i = digits; i-- > 0; number /= 10)
        written[i] = static_cast<char>('0' + number % 10);
    text.append(written, static_cast<std::size_t>(digits));
}

void append_day(std::string& text, date day) {
    const std::chrono::year_month_day calendar{day};
    const int year = static_cast<int>(calendar.year());
    if (year < 0 || year > 9999) {
        throw error(
            error_kind::value_out_of_range,
            "the year " + std::to_string(year) + " is not within 0000 to 9999"
        );
    }
    append_padded(text, static_cast<unsigned>(year), 4);
    append_padded(text += '-', static_cast<unsigned>(calendar.month()), 2);
    append_padded(text += '-', static_cast<unsigned>(calendar.day()), 2);
}

bool read_day(reader& text, date& target) noexcept {
    int year = 0;
    int month = 0;
    int day = 0;
    const bool is_well_formed = text.number(4, 0, 9999, year) && text.accept("-") &&
                                text.number(2, 1, 12, month) && text.accept("-") &&
                                text.number(2, 1, 31, day);
    const std::chrono::year_month_day calendar{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}};
    if (!is_well_formed || !calendar.ok()) return false;
    target = calendar;
    return true;
}

constexpr int hex_value(char character) noexcept {
    if (is_digit(character)) return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    return -1;
}

constexpr bool hyphen_stands_before(std::size_t octet) noexcept {
    return octet == 4 || octet == 6 || octet == 8 || octet == 10;
}

}  // namespace

std::string to_string(const uuid& id) {
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < id.octets.size(); ++i) {
        if (hyphen_stands_before(i)) text += '-';
        const auto octet = std::to_integer<unsigned>(id.octets[i]);
        text += hex_digits[octet >> 4];
        text += hex_digits[octet & 15];
    }
    return text;
}

std::optional<uuid> parse_uuid(std::string_view text) noexcept {
    if (text.size() != 36) return std::nullopt;
    uuid id;
    std::size_t at = 0;
    for (std::size_t i = 0; i < id.octets.size(); ++i) {
        if (hyphen_stands_before(i) && text[at++] != '-') return std::nullopt;
        const int high = hex_value(text[at++]);
        const int low = hex_value(text[at++]);
        if (high < 0 || low < 0) return std::nullopt;
        id.octets[i] = static_cast<std::byte>(high * 16 + low);
    }
    return id;
}

std::string to_string(timestamp moment) {
    std::string text;
    text.reserve(26);
    append_to(text, moment);
    return text;
}

void append_to(std::string& text, timestamp moment) {
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    append_day(text, day);
    const std::chrono::hh_mm_ss time{moment - day};
    append_padded(text += ' ', static_cast<unsigned>(time.hours().count()), 2);
    append_padded(text += ':', static_cast<unsigned>(time.minutes().count()), 2);
    append_padded(text += ':', static_cast<unsigned>(time.seconds().count()), 2);
    append_padded(text += '.', static_cast<unsigned>(time.subseconds().count()), 6);
}

std::optional<timestamp> parse_timestamp(std::string_view text) noexcept {
    reader rest{text};
    date day;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int microsecond = 0;
    std::chrono::seconds offset{0};
    const bool is_well_formed =
        read_day(rest, day) && rest.accept(" T") && rest.number(2, 0, 23, hour) &&
        rest.accept(":") && rest.number(2, 0, 59, minute) && rest.accept(":") &&
        rest.number(2, 0, 59, second) && (!rest.accept(".") || rest.fraction(microsecond)) &&
        read_zone(rest, offset) && rest.at_end();
    if (!is_well_formed) return std::nullopt;
    return day + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second} + std::chrono::microseconds{microsecond} - offset;
}

std::string to_string(date day) {
    std::string text;
    append_day(text, day);
    return text;
}

std::optional<date> parse_date(std::string_view text) noexcept {
    reader rest{text};
    date day;
    if (!read_day(rest, day) || !rest.at_end()) return std::nullopt;
    return day;
}

}  // namespace tinyorm
