#include <tinyorm/driver/sqlite/failure.hpp>

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace tinyorm::driver::sqlite {
namespace {

TEST(sqlite_failure, has_a_kind_by_extended_code) {
    EXPECT_EQ(kind_of(SQLITE_CONSTRAINT_UNIQUE), error_kind::unique_violation);
    EXPECT_EQ(kind_of(SQLITE_CONSTRAINT_PRIMARYKEY), error_kind::unique_violation);
    EXPECT_EQ(kind_of(SQLITE_CONSTRAINT_CHECK), error_kind::check_violation);
    EXPECT_EQ(kind_of(SQLITE_CONSTRAINT_TRIGGER), error_kind::check_violation);
    EXPECT_EQ(kind_of(SQLITE_BUSY_SNAPSHOT), error_kind::serialization_failure);
    EXPECT_EQ(kind_of(SQLITE_BUSY_RECOVERY), error_kind::busy);
    EXPECT_EQ(kind_of(SQLITE_READONLY_DBMOVED), error_kind::permission_denied);
    EXPECT_EQ(kind_of(SQLITE_IOERR_FSYNC), error_kind::database_failure);
}

TEST(sqlite_failure, names_table_and_columns) {
    const auto context = context_of(
        error_kind::unique_violation, "UNIQUE constraint failed: users.first, users.last"
    );
    EXPECT_EQ(context.table, "users");
    EXPECT_EQ(context.column, "first, last");
    EXPECT_EQ(context.constraint, "");
}

TEST(sqlite_failure, names_a_check_constraint) {
    EXPECT_EQ(
        context_of(error_kind::check_violation, "CHECK constraint failed: age_positive").constraint,
        "age_positive"
    );
}

TEST(sqlite_failure, survives_messages_without_columns) {
    EXPECT_EQ(
        context_of(error_kind::foreign_key_violation, "FOREIGN KEY constraint failed").table, ""
    );
    EXPECT_EQ(
        context_of(error_kind::unique_violation, "UNIQUE constraint failed: index 'lower_name'")
            .column,
        ""
    );
    EXPECT_EQ(context_of(error_kind::unique_violation, "UNIQUE constraint failed: ").column, "");
}

}  // namespace
}  // namespace tinyorm::driver::sqlite
