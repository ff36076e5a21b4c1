#include <tinyorm/tinyorm.hpp>

#include "fresh_database.hpp"
#include "models/blog.hpp"

namespace tinyorm {
namespace {

using blog::User;
using blog::Vote;

TINYORM_MODEL(
    Ticket, "tickets", (i64, id, primary_key, autoincrement), (timestamp, at, default_now)
);

std::vector<Vote::row> votes(i64 first, i64 last) {
    std::vector<Vote::row> made;
    for (i64 post = first; post <= last; ++post) {
        made.push_back({.voter_id = 1, .post_id = post, .weight = static_cast<i16>(post % 100)});
    }
    return made;
}

std::span<const Vote::row> all_of(const std::vector<Vote::row>& rows) {
    return rows;
}

template <typename Backend>
class bulk_insert : public testing::Test {
protected:
    bulk_insert() {
        db.create_tables<User, Vote, Ticket>();
        User::insert({.username = "ann"}).execute(db);
    }
    i64 size() { return Vote::select(count()).one(db); }

    Backend backend;
    database db{backend.url()};
};
TYPED_TEST_SUITE(bulk_insert, every_database, database_names);

TYPED_TEST(bulk_insert, takes_any_number_of_rows) {
    i64 next = 1;
    for (const i64 count : {0, 1, 2, 3, 63, 64, 65, 1'000, 4'097}) {
        const auto rows = votes(next, next + count - 1);
        EXPECT_EQ(this->db.insert_all(all_of(rows)), count);
        next += count;
    }
    const auto stored = Vote::select().order_by(Vote::post_id.asc()).all(this->db);
    EXPECT_EQ(stored, votes(1, next - 1));
}

TYPED_TEST(bulk_insert, inserts_nothing_when_one_row_conflicts) {
    this->db.insert_all(all_of(votes(500, 500)));
    EXPECT_THROW(this->db.insert_all(all_of(votes(1, 1'000))), error);
    EXPECT_EQ(this->size(), 1);
}

TYPED_TEST(bulk_insert, leaves_rows_out_that_exist_already) {
    this->db.insert_all(all_of(votes(1, 300)));
    const auto rows = votes(200, 700);
    EXPECT_EQ(this->db.insert_all(all_of(rows), conflict_policy::do_nothing), 400);
    EXPECT_EQ(this->db.insert_all(all_of(rows), conflict_policy::do_nothing), 0);
    EXPECT_EQ(this->size(), 700);
}

TYPED_TEST(bulk_insert, belongs_to_the_transaction_it_runs_in) {
    const auto failing = [](session& within) {
        within.insert_all(all_of(votes(1, 10)));
        within.insert_all(all_of(votes(5, 20)), conflict_policy::do_nothing);
        within.insert_all(all_of(votes(5, 30)), conflict_policy::do_nothing);
        EXPECT_EQ(Vote::select(count()).one(within), 30);
        throw error{error_kind::check_violation, "no"};
    };
    EXPECT_THROW(this->db.transaction(failing), error);
    EXPECT_EQ(this->size(), 0);
}

TYPED_TEST(bulk_insert, leaves_generated_columns_to_the_database) {
    const std::vector<User::row> rows{{.username = "bob"}, {.username = "eve"}};
    this->db.insert_all(std::span<const User::row>{rows});
    EXPECT_EQ(User::select(User::id).where(User::username == "eve").one(this->db), 3);
    const std::vector<Ticket::row> tickets(3);
    EXPECT_EQ(this->db.insert_all(std::span<const Ticket::row>{tickets}), 3);
    EXPECT_EQ(Ticket::select(max(Ticket::id)).one(this->db), 3);
}

TYPED_TEST(bulk_insert, refuses_rows_of_which_some_leave_the_key_to_the_database) {
    const std::vector<Ticket::row> mixed{{.id = 5}, {}};
    try {
        this->db.insert_all(std::span<const Ticket::row>{mixed});
        FAIL() << "inserted a key of 0";
    } catch (const error& refused) {
        EXPECT_EQ(refused.kind(), error_kind::invalid_query);
    }
}

}  // namespace
}  // namespace tinyorm
