#include <microfast/http/date.hpp>

#include <array>
#include <string_view>

namespace microfast::http {

namespace {

constexpr std::array<std::string_view, 7> day_names{
    "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> month_names{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void append_padded(std::string& text, unsigned number, unsigned digits) {
    for (unsigned scale = digits == 4 ? 1000 : 10; scale != 0; scale /= 10) {
        text += static_cast<char>('0' + number / scale % 10);
    }
}

}  // namespace

std::string to_http_date(std::chrono::sys_seconds time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::string text;
    text += day_names[std::chrono::weekday(day).c_encoding()];
    text += ", ";
    append_padded(text, static_cast<unsigned>(date.day()), 2);
    text += ' ';
    text += month_names[static_cast<unsigned>(date.month()) - 1];
    text += ' ';
    append_padded(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    text += ' ';
    append_padded(text, static_cast<unsigned>(clock.hours().count()), 2);
    text += ':';
    append_padded(text, static_cast<unsigned>(clock.minutes().count()), 2);
    text += ':';
    append_padded(text, static_cast<unsigned>(clock.seconds().count()), 2);
    text += " GMT";
    return text;
}

}  // namespace microfast::http
