#include <api/timestamp.hpp>

#include <cassert>
#include <cstddef>

namespace unamex::api {

namespace {

void put(char* end, unsigned number, std::size_t digits) noexcept {
    for (; digits > 0; --digits, number /= 10)
        *--end = static_cast<char>('0' + number % 10);
}

}  // namespace

timestamp::timestamp(std::chrono::sys_time<std::chrono::microseconds> time) noexcept
    : text_{'0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0',
            '0', ':', '0', '0', ':', '0', '0', '.', '0', '0', '0', 'Z'} {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const auto millisecond =
        static_cast<unsigned>(std::chrono::floor<std::chrono::milliseconds>(time - day).count());
    const auto second = millisecond / 1000;
    const auto year = static_cast<int>(date.year());
    assert(year >= 0 && year <= 9999);
    put(&text_[4], static_cast<unsigned>(year), 4);
    put(&text_[7], static_cast<unsigned>(date.month()), 2);
    put(&text_[10], static_cast<unsigned>(date.day()), 2);
    put(&text_[13], second / 3600, 2);
    put(&text_[16], second / 60 % 60, 2);
    put(&text_[19], second % 60, 2);
    put(&text_[23], millisecond % 1000, 3);
}

}  // namespace unamex::api
