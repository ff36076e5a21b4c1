#include <tinyorm/tinyorm.hpp>

#include <latch>
#include <stdexcept>
#include <thread>

#include "fresh_database.hpp"
#include "models/blog.hpp"

namespace tinyorm {
namespace {

using blog::Vote;

template <typename Backend>
class transactions : public testing::Test {
protected:
    transactions() { db.create_tables<blog::User, Vote>(); }

    static void add_vote(session& within, i64 post) {
        Vote::insert({.voter_id = 1, .post_id = post}).execute(within);
    }
    i64 votes() { return Vote::select(count()).one(db); }
    void add_voter() { blog::User::insert({.username = "ann"}).execute(db); }

    Backend backend;
    database db{backend.url()};
};
TYPED_TEST_SUITE(transactions, every_database, database_names);

TYPED_TEST(transactions, commit_what_the_closure_did_and_return_its_result) {
    this->add_voter();
    const auto seen = this->db.transaction([this](session& within) {
        this->add_vote(within, 1);
        this->add_vote(within, 2);
        return Vote::select(count()).one(within);
    });
    EXPECT_EQ(seen, 2);
    EXPECT_EQ(this->votes(), 2);
}

TYPED_TEST(transactions, undo_everything_when_the_closure_throws) {
    this->add_voter();
    const auto failing = [this](session& within) {
        this->add_vote(within, 1);
        throw std::runtime_error{"changed my mind"};
    };
    EXPECT_THROW(this->db.transaction(failing), std::runtime_error);
    EXPECT_EQ(this->votes(), 0);
}

TYPED_TEST(transactions, run_again_as_a_whole_after_a_serialisation_failure) {
    this->add_voter();
    int attempts = 0;
    this->db.transaction([&](session& within) {
        this->add_vote(within, 1);
        if (++attempts < 3) throw error{error_kind::serialization_failure, "conflict"};
    });
    EXPECT_EQ(attempts, 3);
    EXPECT_EQ(this->votes(), 1);
}

TYPED_TEST(transactions, give_up_after_as_many_attempts_as_the_policy_has) {
    database impatient{this->backend.url(), {.retry = {.attempts = 2}}};
    int attempts = 0;
    const auto failing = [&](session&) {
        ++attempts;
        throw error{error_kind::deadlock, "again"};
    };
    EXPECT_THROW(impatient.transaction(failing), error);
    EXPECT_EQ(attempts, 2);
}

TYPED_TEST(transactions, do_not_run_again_after_other_errors) {
    this->add_voter();
    int attempts = 0;
    const auto failing = [&](session& within) {
        ++attempts;
        this->add_vote(within, 1);
        this->add_vote(within, 1);
    };
    EXPECT_THROW(this->db.transaction(failing), error);
    EXPECT_EQ(attempts, 1);
}

TYPED_TEST(transactions, undo_only_the_savepoint_that_threw) {
    this->add_voter();
    this->db.transaction([this](session& within) {
        this->add_vote(within, 1);
        EXPECT_THROW(
            within.savepoint([&] {
                this->add_vote(within, 2);
                within.savepoint([&] { this->add_vote(within, 3); });
                this->add_vote(within, 1);
            }),
            error
        );
        EXPECT_EQ(within.savepoint([] { return 5; }), 5);
        this->add_vote(within, 4);
    });
    EXPECT_EQ(this->votes(), 2);
}

// Each of two transactions reads the sum and writes a row that changes it: only one order of the
// two explains both, so the database must make one of them run again.
TYPED_TEST(transactions, are_serialised_by_running_again) {
    this->add_voter();
    std::latch both_have_read{2};
    std::atomic<int> attempts{0};
    const auto append = [&] {
        bool is_first_attempt = true;
        this->db.transaction({.isolation = isolation_level::serializable}, [&](session& within) {
            ++attempts;
            const auto seen = Vote::select(count()).one(within);
            // SQLite lets only one writer begin: it cannot wait for the other to read.
            if (std::exchange(is_first_attempt, false) &&
                TypeParam::dialect == dialect_kind::postgres) {
                both_have_read.arrive_and_wait();
            }
            this->add_vote(within, seen + 1);
        });
    };
    std::thread other{append};
    append();
    other.join();
    const auto posts = Vote::select(Vote::post_id).order_by(Vote::post_id.asc()).all(this->db);
    EXPECT_EQ(posts, (std::vector<i64>{1, 2}));
    EXPECT_EQ(attempts, TypeParam::dialect == dialect_kind::postgres ? 3 : 2);
}

TEST(transactions_of_postgres, run_again_when_a_table_was_altered_behind_a_prepared_statement) {
    const fresh_postgres backend;
    database db{backend.url(), {.pool = {.max_size = 1}}};
    db.execute("CREATE TABLE numbers (n int)");
    const auto read = [](auto& from) { return from.template query<i64>("SELECT n FROM numbers"); };
    read(db);
    driver::open_connection(backend.url())
        ->execute_script("ALTER TABLE numbers ALTER n TYPE bigint; INSERT INTO numbers VALUES (7)");
    int attempts = 0;
    const auto numbers = db.transaction([&](session& within) {
        ++attempts;
        return read(within);
    });
    EXPECT_EQ(attempts, 2);
    EXPECT_EQ(numbers, std::vector<i64>{7});
}

}  // namespace
}  // namespace tinyorm
