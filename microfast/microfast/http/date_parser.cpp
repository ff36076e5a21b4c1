#include <microfast/http/date_parser.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace microfast::http {

namespace {

constexpr std::array<std::string_view, 7> weekdays{
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";

struct date_parts {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
};

/// Takes one piece after another off the front of a text. Once something is not there, all fails.
class pieces {
public:
    explicit pieces(std::string_view text) noexcept : rest_{text} {}

    void expect(std::string_view literal) noexcept {
        if (rest_.starts_with(literal)) return rest_.remove_prefix(literal.size());
        failed_ = true;
    }

    /// A number with exactly that many digits.
    unsigned number(std::size_t digits) noexcept {
        unsigned value = 0;
        const auto text = take(digits);
        for (const char digit : text) {
            if (digit < '0' || digit > '9') failed_ = true;
            value = value * 10 + static_cast<unsigned>(digit - '0');
        }
        return failed_ ? 0 : value;
    }

    /// A day of the month with a space in the place of a leading zero.
    unsigned padded_day() noexcept {
        if (!rest_.starts_with(' ')) return number(2);
        rest_.remove_prefix(1);
        return number(1);
    }

    unsigned month() noexcept {
        const auto name = take(3);
        for (std::size_t at = 0; at < months.size(); at += 3) {
            if (months.substr(at, 3) == name) return static_cast<unsigned>(at / 3 + 1);
        }
        failed_ = true;
        return 0;
    }

    void short_weekday() noexcept {
        const auto name = take(3);
        failed_ = failed_ || std::none_of(weekdays.begin(), weekdays.end(), [&](auto full) {
                      return full.substr(0, 3) == name;
                  });
    }

    void time_of_day(date_parts& date) noexcept {
        date.hour = number(2);
        expect(":");
        date.minute = number(2);
        expect(":");
        date.second = number(2);
    }

    [[nodiscard]] bool is_complete() const noexcept { return !failed_ && rest_.empty(); }

private:
    std::string_view take(std::size_t size) noexcept {
        failed_ = failed_ || rest_.size() < size;
        if (failed_) return {};
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }

    std::string_view rest_;
    bool failed_ = false;
};

bool read_fixdate(std::string_view text, date_parts& date) noexcept {
    pieces from(text);
    from.short_weekday();
    from.expect(", ");
    date.day = from.number(2);
    from.expect(" ");
    date.month = from.month();
    from.expect(" ");
    date.year = static_cast<int>(from.number(4));
    from.expect(" ");
    from.time_of_day(date);
    from.expect(" GMT");
    return from.is_complete();
}

int year_of(std::chrono::sys_seconds time) noexcept {
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
    return static_cast<int>(date.year());
}

bool read_rfc850(std::string_view text, std::chrono::sys_seconds now, date_parts& date) noexcept {
    const auto comma = std::min(text.find(','), text.size());
    const auto weekday = text.substr(0, comma);
    if (std::find(weekdays.begin(), weekdays.end(), weekday) == weekdays.end()) return false;
    pieces from(text.substr(comma));
    from.expect(", ");
    date.day = from.number(2);
    from.expect("-");
    date.month = from.month();
    from.expect("-");
    const int this_year = year_of(now);
    date.year = this_year - this_year % 100 + static_cast<int>(from.number(2));
    from.expect(" ");
    from.time_of_day(date);
    from.expect(" GMT");
    if (date.year > this_year + 50) date.year -= 100;
    return from.is_complete();
}

bool read_asctime(std::string_view text, date_parts& date) noexcept {
    pieces from(text);
    from.short_weekday();
    from.expect(" ");
    date.month = from.month();
    from.expect(" ");
    date.day = from.padded_day();
    from.expect(" ");
    from.time_of_day(date);
    from.expect(" ");
    date.year = static_cast<int>(from.number(4));
    return from.is_complete();
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_http_date(
    std::string_view text, std::chrono::sys_seconds now
) noexcept {
    date_parts parts;
    if (!read_fixdate(text, parts) && !read_rfc850(text, now, parts) && !read_asctime(text, parts))
        return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year{parts.year},
        std::chrono::month{parts.month},
        std::chrono::day{parts.day}};
    constexpr unsigned leap_second = 60;
    if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > leap_second)
        return std::nullopt;
    return std::chrono::sys_days{date} + std::chrono::hours{parts.hour} +
           std::chrono::minutes{parts.minute} + std::chrono::seconds{parts.second};
}

}  // namespace microfast::http
