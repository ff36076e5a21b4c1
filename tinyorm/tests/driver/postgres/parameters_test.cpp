#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/postgres/parameters.hpp>

#include <gtest/gtest.h>

namespace tinyorm::driver::postgres {
namespace {

TEST(parameters, are_texts_and_nulls) {
    const std::vector<value> given{
        value{},
        value{true},
        value{-7},
        value{0.1},
        value{"text"},
        value{bytes{std::byte{0x0f}, std::byte{0xf0}}},
        value{timestamp{}}};
    parameters encoded;
    encoded.encode(given);
    ASSERT_EQ(encoded.size(), 7);
    EXPECT_EQ(encoded.texts()[0], nullptr);
    EXPECT_STREQ(encoded.texts()[1], "t");
    EXPECT_STREQ(encoded.texts()[2], "-7");
    EXPECT_STREQ(encoded.texts()[3], "0.1");
    EXPECT_STREQ(encoded.texts()[4], "text");
    EXPECT_STREQ(encoded.texts()[5], "\\x0ff0");
    EXPECT_STREQ(encoded.texts()[6], "1970-01-01 00:00:00.000000");
}

TEST(parameters, write_arrays) {
    const std::vector<value> given{
        value{std::vector<i64>{1, -2}},
        value{std::vector<i64>{}},
        value{std::vector<std::string>{"a", "", "NULL", "q\"b\\s,{}"}}};
    parameters encoded;
    encoded.encode(given);
    EXPECT_STREQ(encoded.texts()[0], "{1,-2}");
    EXPECT_STREQ(encoded.texts()[1], "{}");
    EXPECT_STREQ(encoded.texts()[2], R"({"a","","NULL","q\"b\\s,{}"})");
}

TEST(parameters, forget_the_statement_before) {
    parameters encoded;
    encoded.encode(std::vector<value>{value{1}, value{2}});
    const std::vector<value> next{value{3}};
    encoded.encode(next);
    ASSERT_EQ(encoded.size(), 1);
    EXPECT_STREQ(encoded.texts()[0], "3");
}

TEST(parameters, refuse_a_nul_that_would_cut_the_text) {
    parameters encoded;
    const std::string text{"a\0b", 3};
    EXPECT_THROW(encoded.encode(std::vector<value>{value{text}}), error);
    EXPECT_THROW(encoded.encode(std::vector<value>{value{std::vector<std::string>{text}}}), error);
}

}  // namespace
}  // namespace tinyorm::driver::postgres
