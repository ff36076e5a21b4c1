#include <tinyorm/migrations/transaction_control.hpp>

#include <gtest/gtest.h>

namespace tinyorm::migrations {
namespace {

struct search {
    std::string sql;
    std::string command;  // empty: there is none
    int line = 0;
};

class searches : public testing::TestWithParam<search> {};

TEST_P(searches, find_what_begins_or_ends_a_transaction) {
    const section searched{.sql = GetParam().sql, .first_line = 2};
    const auto found = find_transaction_control(searched, dialect_kind::postgres);
    ASSERT_EQ(found.has_value(), !GetParam().command.empty()) << searched.sql;
    if (!found) return;
    EXPECT_EQ(found->command, GetParam().command);
    EXPECT_EQ(found->line, GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(
    scripts,
    searches,
    testing::Values(
        search{"a;\nCOMMIT;\nb;", "COMMIT", 3},
        search{"begin;", "begin", 2},
        search{"\n/* x\n */ START TRANSACTION", "START", 4},
        search{"a; END TRANSACTION;", "END", 2},
        search{"ABORT", "ABORT", 2},
        search{"PREPARE TRANSACTION 'x'", "PREPARE", 2},
        search{"PREPARE plan AS SELECT 1", ""},
        search{"ROLLBACK", "ROLLBACK", 2},
        search{"ROLLBACK /* TO */ WORK", "ROLLBACK", 2},
        search{"ROLLBACK TO s; ROLLBACK WORK TO s; ROLLBACK TRANSACTION TO SAVEPOINT s", ""},
        search{"SAVEPOINT s; RELEASE s; 'COMMIT'; -- COMMIT\n", ""},
        search{"CREATE TRIGGER t AFTER DELETE ON a BEGIN\nSELECT 1;\nEND;", ""},
        search{"CREATE TRIGGER t AFTER DELETE ON a BEGIN\nSELECT 1;\nEND;\nEND;", "END", 5},
        search{"DO $$ BEGIN; COMMIT; END $$", ""}
    )
);

}  // namespace
}  // namespace tinyorm::migrations
