#include <tinyorm/core/decimal.hpp>
#include <tinyorm/core/error.hpp>

#include <gtest/gtest.h>

namespace tinyorm {
namespace {

TEST(decimal, has_one_text_for_each_number) {
    constexpr std::pair<std::string_view, std::string_view> cases[] = {
        {"1.50", "1.5"},
        {"0001", "1"},
        {"-0.00", "0"},
        {"+7", "7"},
        {"-12.5", "-12.5"},
        {"0.10", "0.1"},
        {"100", "100"},
        {"12345678901234567890.123456789012345678900", "12345678901234567890.1234567890123456789"},
    };
    for (const auto& [given, text] : cases)
        EXPECT_EQ(decimal{given}.text(), text) << given;
    EXPECT_EQ(decimal{}, decimal{"0.0"});
}

TEST(decimal, refuses_what_is_no_decimal_number) {
    for (const auto* given : {"", "-", ".5", "5.", "1e3", "NaN", "1,5", " 1", "1 ", "--1", "0x1"}) {
        EXPECT_EQ(parse_decimal(given), std::nullopt) << given;
        EXPECT_THROW(decimal{given}, error) << given;
    }
}

}  // namespace
}  // namespace tinyorm
