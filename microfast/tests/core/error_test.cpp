#include <microfast/core/error.hpp>

#include <gtest/gtest.h>

#include <string_view>

namespace microfast {

namespace {

TEST(error, knows_where_it_was_made) {
    const error made{"no"};
    EXPECT_STREQ(made.what(), "no");
    EXPECT_TRUE(std::string_view{made.where().file_name()}.ends_with("error_test.cpp"));
}

TEST(http_error, carries_status_and_detail) {
    const http_error refusal{404, "there is no user 7"};
    EXPECT_EQ(refusal.status(), 404);
    EXPECT_EQ(refusal.detail(), "there is no user 7");
}

}  // namespace

}  // namespace microfast
