#include <api/timestamp.hpp>

#include <fmt/chrono.h>
#include <gtest/gtest.h>

#include <string>

namespace unamex::api {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;
using moment = std::chrono::sys_time<microseconds>;

std::string text_of(moment time) {
    return std::string{timestamp{time}.text()};
}

TEST(timestamp, is_in_utc_and_cut_to_the_millisecond) {
    EXPECT_EQ(text_of(moment{}), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(text_of(moment{1'700'000'000'123'999us}), "2023-11-14T22:13:20.123Z");
    EXPECT_EQ(text_of(moment{-1us}), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(
        text_of(std::chrono::sys_days{std::chrono::year{2024} / 2 / 29} + 23h + 59min),
        "2024-02-29T23:59:00.000Z"
    );
    EXPECT_EQ(
        text_of(std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}),
        "9999-12-31T00:00:00.000Z"
    );
    EXPECT_EQ(
        text_of(std::chrono::sys_days{std::chrono::year{0} / 1 / 1}), "0000-01-01T00:00:00.000Z"
    );
}

TEST(timestamp, agrees_with_the_calendar_of_the_c_library) {
    for (auto time = moment{-2'000'000'000s}; time < moment{6'000'000'000s}; time += 1'234'567s) {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
        const auto expected = fmt::format(
            "{:%FT%T}.000Z", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds))
        );
        ASSERT_EQ(text_of(time), expected);
    }
}

}  // namespace
}  // namespace unamex::api
