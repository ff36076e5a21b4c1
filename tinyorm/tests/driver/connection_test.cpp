#include <tinyorm/driver/connection.hpp>

#include <gtest/gtest.h>

namespace tinyorm::driver {
namespace {

TEST(quote_identifier, doubles_quotes) {
    EXPECT_EQ(quote_identifier("users"), R"("users")");
    EXPECT_EQ(quote_identifier(R"(a"; DROP TABLE b; --)"), R"("a""; DROP TABLE b; --")");
}

TEST(quote_identifier, refuses_what_no_database_can_name) {
    EXPECT_THROW((void)quote_identifier(""), error);
    EXPECT_THROW((void)quote_identifier(std::string_view{"a\0b", 3}), error);
}

}  // namespace
}  // namespace tinyorm::driver
