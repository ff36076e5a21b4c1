#include <microfast/http/decimal_text.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

namespace microfast::http {

namespace {

std::string written(double number) {
    std::array<char, longest_decimal> text;
    return {text.data(), write_decimal(text.data(), number)};
}

double read(const std::string& text) {
    double number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    EXPECT_EQ(end.ptr, text.data() + text.size()) << text;
    return number;
}

/// Without sign, point, exponent, and zeros at either end.
std::string digits_of(std::string text) {
    text = text.substr(0, text.find('e'));
    std::erase_if(text, [](char c) { return c == '-' || c == '.'; });
    text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

std::string shortest_digits_of(double number) {
    std::array<char, 64> text;
    const auto end = std::to_chars(text.begin(), text.end(), number);
    return digits_of({text.begin(), end.ptr});
}

TEST(decimal_text, writes_numbers_as_people_do) {
    EXPECT_EQ(written(0), "0");
    EXPECT_EQ(written(-0.0), "-0");
    EXPECT_EQ(written(7), "7");
    EXPECT_EQ(written(-100000), "-100000");
    EXPECT_EQ(written(12.5), "12.5");
    EXPECT_EQ(written(-0.05), "-0.05");
    EXPECT_EQ(written(0.1), "0.1");
    EXPECT_EQ(written(0.0001), "0.0001");
    EXPECT_EQ(written(1234567.8901), "1234567.8901");
    EXPECT_EQ(written(99999999999.9999), "99999999999.9999");
    EXPECT_EQ(written(0.1 + 0.2), "0.30000000000000004");
    EXPECT_EQ(written(1e300), "1e+300");
}

void expect_shortest(double number) {
    const auto text = written(number);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(read(text)), std::bit_cast<std::uint64_t>(number))
        << text;
    EXPECT_EQ(digits_of(text), shortest_digits_of(number)) << text;
}

TEST(decimal_text, says_which_number_it_is_in_the_fewest_digits) {
    using limits = std::numeric_limits<double>;
    for (const double number :
         {limits::max(),
          limits::min(),
          limits::denorm_min(),
          limits::epsilon(),
          99999999999.99995,
          1e11,
          1e15,
          1e22,
          4.35,
          0.00005,
          0.00015,
          123456789012.3456}) {
        expect_shortest(number);
        expect_shortest(-number);
        expect_shortest(std::nextafter(number, 0));
    }
    std::mt19937_64 random{1};
    for (int i = 0; i < 20'000; ++i) {
        const auto digits = static_cast<double>(random() >> (10 + random() % 50));
        expect_shortest(digits / std::pow(10.0, static_cast<double>(random() % 8)));
        const auto number = std::bit_cast<double>(random());
        if (std::isfinite(number)) expect_shortest(number);
    }
}

}  // namespace

}  // namespace microfast::http
