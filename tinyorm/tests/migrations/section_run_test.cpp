#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/section_run.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace tinyorm::migrations {
namespace {

class section_runs : public testing::Test {
protected:
    section_runs() { memory_->execute_script("CREATE TABLE numbers (n int)"); }

    void run(const section& executed, const std::function<void()>& record) {
        run_section(*memory_, {.name = "0001_add"}, executed, record);
    }
    [[nodiscard]] i64 count() const {
        return memory_->execute("SELECT count(*) FROM numbers")->next_row()[0].integer;
    }
    [[nodiscard]] bool enforces_foreign_keys() const {
        return memory_->execute("PRAGMA foreign_keys")->next_row()[0].integer != 0;
    }

    std::unique_ptr<driver::connection> memory_ = driver::open_connection("sqlite::memory:");
    section whole_{.sql = "INSERT INTO numbers VALUES (1)"};
    section pieces_{.sql = whole_.sql, .transaction = transaction_use::none};
};

TEST_F(section_runs, keep_a_section_and_its_record_together) {
    run(whole_, [this] { memory_->execute_script("INSERT INTO numbers VALUES (2)"); });
    EXPECT_EQ(count(), 2);
    EXPECT_FALSE(memory_->in_transaction());
    EXPECT_TRUE(enforces_foreign_keys());
}

TEST_F(section_runs, roll_back_whatever_is_thrown) {
    EXPECT_THROW(run(whole_, [] { throw std::runtime_error{"no"}; }), std::runtime_error);
    EXPECT_FALSE(memory_->in_transaction());
    EXPECT_TRUE(enforces_foreign_keys());
    EXPECT_EQ(count(), 0);
    EXPECT_THROW(
        run(pieces_,
            [this] {
                memory_->begin();
                throw std::runtime_error{"no"};
            }),
        std::runtime_error
    );
    EXPECT_FALSE(memory_->in_transaction());
    EXPECT_EQ(count(), 1);
    EXPECT_TRUE(memory_->is_sound());
}

TEST_F(section_runs, name_the_migration_in_what_the_database_says) {
    try {
        run({.sql = "nonsense"}, [] {});
        FAIL() << "nothing was refused";
    } catch (const error& refused) {
        EXPECT_THAT(refused.what(), testing::HasSubstr("migration 0001_add failed: "));
    }
}

}  // namespace
}  // namespace tinyorm::migrations
