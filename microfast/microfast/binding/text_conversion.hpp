/// @file
/// Types that documents write as strings.
#pragma once

#include <microfast/core/base64.hpp>
#include <microfast/core/rfc3339.hpp>
#include <microfast/core/uuid.hpp>

#include <chrono>
#include <concepts>
#include <ratio>
#include <string>
#include <string_view>
#include <utility>

namespace microfast::binding {

/// How a type is read from text and written as text. Specialise it, with these five members, for a
/// type of your own; its text is valid UTF-8.
template <class Type>
struct text_conversion;

template <class Type>
concept convertible_text = requires(std::string_view text, Type& value, std::string& output) {
    { text_conversion<Type>::parse(text, value) } -> std::same_as<bool>;
    text_conversion<Type>::append(output, value);
};

template <>
struct text_conversion<uuid> {
    static constexpr std::string_view format = "uuid";
    static constexpr std::string_view error_type = "uuid_parsing";
    static constexpr std::string_view message = "Input should be a valid UUID";

    static bool parse(std::string_view text, uuid& value) {
        const auto parsed = parse_uuid(text);
        if (parsed) value = *parsed;
        return parsed.has_value();
    }
    static void append(std::string& output, const uuid& value) { output += to_string(value); }
};

template <>
struct text_conversion<bytes> {
    static constexpr std::string_view format = "byte";
    static constexpr std::string_view error_type = "bytes_invalid_encoding";
    static constexpr std::string_view message = "Data should be valid base64";

    static bool parse(std::string_view text, bytes& value) {
        auto parsed = parse_base64(text);
        if (parsed) value = *std::move(parsed);
        return parsed.has_value();
    }
    static void append(std::string& output, const bytes& value) { output += to_base64(value); }
};

template <>
struct text_conversion<std::chrono::year_month_day> {
    static constexpr std::string_view format = "date";
    static constexpr std::string_view error_type = "date_parsing";
    static constexpr std::string_view message = "Input should be a valid date, as 2026-11-20";

    static bool parse(std::string_view text, std::chrono::year_month_day& value) {
        const auto parsed = parse_date(text);
        if (parsed) value = *parsed;
        return parsed.has_value();
    }
    static void append(std::string& output, std::chrono::year_month_day value) {
        output += to_string(value);
    }
};

/// RFC 3339; digits that the duration cannot hold are dropped, moments that it cannot reach are
/// refused.
template <class Duration>
struct text_conversion<std::chrono::sys_time<Duration>> {
    static constexpr std::string_view format = "date-time";
    static constexpr std::string_view error_type = "datetime_parsing";
    static constexpr std::string_view message =
        "Input should be a valid datetime with its offset, as 2026-11-20T21:45:00Z";

    static bool parse(std::string_view text, std::chrono::sys_time<Duration>& value) {
        const auto parsed = parse_rfc3339(text);
        if (!parsed || !reaches(parsed->second)) return false;
        value = std::chrono::floor<Duration>(parsed->second) +
                std::chrono::floor<Duration>(parsed->fraction);
        return true;
    }
    static void append(std::string& output, std::chrono::sys_time<Duration> value) {
        const auto second = std::chrono::floor<std::chrono::seconds>(value);
        const auto fraction = std::chrono::duration_cast<std::chrono::nanoseconds>(value - second);
        output += to_rfc3339({second, fraction}, digits());
    }

private:
    static_assert(
        std::ratio_less_equal_v<typename Duration::period, std::ratio<1>>,
        "microfast: a moment that is bound is exact to the second or better"
    );

    static bool reaches(std::chrono::sys_seconds second) {
        using std::chrono::seconds;
        const auto highest = std::chrono::floor<seconds>(Duration::max());
        const auto lowest = std::chrono::ceil<seconds>(Duration::min());
        return second.time_since_epoch() < highest && second.time_since_epoch() >= lowest;
    }
    static constexpr int digits() {
        int count = 0;
        for (auto ticks = Duration::period::den / Duration::period::num; ticks > 1; ticks /= 10)
            ++count;
        return count < 9 ? count : 9;
    }
};

}  // namespace microfast::binding
