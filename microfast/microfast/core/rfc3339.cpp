#include <microfast/core/error.hpp>
#include <microfast/core/rfc3339.hpp>

#include <cstddef>

namespace microfast {

namespace {

using namespace std::chrono_literals;

/// Takes fixed parts off the beginning of a text; once a part is missing, nothing fits any more.
class parts {
public:
    explicit parts(std::string_view text) noexcept : rest_(text) {}

    [[nodiscard]] bool fit() const noexcept { return fit_; }
    [[nodiscard]] bool fit_whole_text() const noexcept { return fit_ && rest_.empty(); }

    int number(std::size_t digits) noexcept {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            fit_ = fit_ && i < rest_.size() && rest_[i] >= '0' && rest_[i] <= '9';
            if (fit_) value = 10 * value + (rest_[i] - '0');
        }
        if (fit_) rest_.remove_prefix(digits);
        return value;
    }

    void mark(char expected) noexcept { fit_ = one_of(expected, expected) != '\0' && fit_; }

    /// The next character if it is one of these, otherwise NUL and nothing is taken.
    char one_of(char first, char second) noexcept {
        if (!fit_ || rest_.empty() || (rest_[0] != first && rest_[0] != second)) return '\0';
        const char taken = rest_[0];
        rest_.remove_prefix(1);
        return taken;
    }

    std::chrono::nanoseconds fraction() noexcept {
        std::chrono::nanoseconds value{};
        std::size_t digits = 0;
        for (auto unit = 100'000'000ns; !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9';
             unit /= 10, ++digits) {
            value += unit * (rest_[0] - '0');
            rest_.remove_prefix(1);
        }
        fit_ = fit_ && digits > 0;
        return value;
    }

    std::chrono::year_month_day date() noexcept {
        const std::chrono::year year{number(4)};
        mark('-');
        const std::chrono::month month{static_cast<unsigned>(number(2))};
        mark('-');
        const std::chrono::day day{static_cast<unsigned>(number(2))};
        const auto found = year / month / day;
        fit_ = fit_ && found.ok();
        return found;
    }

    std::chrono::seconds time_of_day() noexcept {
        const auto hours = number(2);
        mark(':');
        const auto minutes = number(2);
        mark(':');
        const auto seconds = number(2);
        fit_ = fit_ && hours < 24 && minutes < 60 && seconds < 60;
        return std::chrono::hours{hours} + std::chrono::minutes{minutes} +
               std::chrono::seconds{seconds};
    }

    std::chrono::seconds offset() noexcept {
        if (one_of('Z', 'z') != '\0') return {};
        const char sign = one_of('+', '-');
        const auto hours = number(2);
        mark(':');
        const auto minutes = number(2);
        fit_ = fit_ && sign != '\0' && hours < 24 && minutes < 60;
        const auto size = std::chrono::hours{hours} + std::chrono::minutes{minutes};
        return sign == '-' ? -size : size;
    }

private:
    std::string_view rest_;
    bool fit_ = true;
};

/// Writes the digits of `value` that end before `end`.
void put(std::string& text, std::size_t end, std::size_t digits, unsigned value) {
    for (std::size_t i = 0; i < digits; ++i, value /= 10)
        text[end - 1 - i] = static_cast<char>('0' + value % 10);
}

}  // namespace

std::optional<utc_moment> parse_rfc3339(std::string_view text) noexcept {
    parts in(text);
    const auto date = in.date();
    if (in.one_of('T', 't') == '\0') return std::nullopt;
    const auto time = in.time_of_day();
    std::chrono::nanoseconds fraction{};
    if (in.one_of('.', '.') != '\0') fraction = in.fraction();
    const auto offset = in.offset();
    if (!in.fit_whole_text()) return std::nullopt;
    return utc_moment{std::chrono::sys_days{date} + time - offset, fraction};
}

std::string to_rfc3339(utc_moment moment, int fraction_digits) {
    const auto day = std::chrono::floor<std::chrono::days>(moment.second);
    const std::chrono::hh_mm_ss time{moment.second - day};
    std::string text = to_string(std::chrono::year_month_day{day}) + "T00:00:00";
    put(text, 13, 2, static_cast<unsigned>(time.hours().count()));
    put(text, 16, 2, static_cast<unsigned>(time.minutes().count()));
    put(text, 19, 2, static_cast<unsigned>(time.seconds().count()));
    if (fraction_digits > 0) {
        text += ".000000000";
        put(text, text.size(), 9, static_cast<unsigned>(moment.fraction.count()));
        text.resize(text.size() - static_cast<std::size_t>(9 - fraction_digits));
    }
    text += 'Z';
    return text;
}

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) noexcept {
    parts in(text);
    const auto date = in.date();
    if (!in.fit_whole_text()) return std::nullopt;
    return date;
}

std::string to_string(std::chrono::year_month_day date) {
    const int year = static_cast<int>(date.year());
    if (!date.ok() || year < 0 || year > 9999) {
        throw error("a date outside of the years 0000 to 9999, or one that no month has");
    }
    std::string text = "0000-00-00";
    put(text, 4, 4, static_cast<unsigned>(year));
    put(text, 7, 2, static_cast<unsigned>(date.month()));
    put(text, 10, 2, static_cast<unsigned>(date.day()));
    return text;
}

}  // namespace microfast
