#include <tinyorm/core/error.hpp>

#include <gtest/gtest.h>

namespace tinyorm {
namespace {

TEST(error, says_what_where_and_why) {
    const error failure{
        error_kind::unique_violation, "taken", {.sqlstate = "23505", .constraint = "users_pkey"}};
    EXPECT_STREQ(failure.what(), "taken");
    EXPECT_EQ(failure.kind(), error_kind::unique_violation);
    EXPECT_EQ(failure.sqlstate(), "23505");
    EXPECT_EQ(failure.constraint(), "users_pkey");
    EXPECT_EQ(failure.column(), "");
    EXPECT_NE(
        std::string_view{failure.where().file_name()}.find("error_test"), std::string_view::npos
    );
}

TEST(error, is_retryable_only_if_nothing_was_applied) {
    EXPECT_TRUE(error(error_kind::serialization_failure, "").is_retryable());
    EXPECT_TRUE(error(error_kind::deadlock, "").is_retryable());
    EXPECT_TRUE(error(error_kind::busy, "").is_retryable());
    EXPECT_FALSE(error(error_kind::in_doubt, "").is_retryable());
    EXPECT_FALSE(error(error_kind::unique_violation, "").is_retryable());
}

TEST(error_kind, has_a_name_for_every_enumerator) {
    for (int i = 0; i <= static_cast<int>(error_kind::database_failure); ++i) {
        EXPECT_NE(to_string(static_cast<error_kind>(i)), "unknown") << i;
    }
}

}  // namespace
}  // namespace tinyorm
