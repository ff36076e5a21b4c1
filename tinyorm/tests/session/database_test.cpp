#include <tinyorm/tinyorm.hpp>

#include <gmock/gmock.h>

#include "fresh_database.hpp"
#include "models/blog.hpp"

namespace tinyorm {
namespace {

using blog::Post;
using blog::User;
using blog::Vote;
using testing::ElementsAre;
using testing::IsEmpty;

template <typename Backend>
class queries : public testing::Test {
protected:
    queries() {
        db.create_tables<User, Post, Vote>();
        const std::vector<User::row> users{
            {.username = "ann", .email = "ann@example.org", .is_active = true},
            {.username = "bob", .version = 5},
            {.username = "A_n", .is_active = true}};
        User::insert(users).execute(db);
    }

    std::vector<std::string> names_where(const condition& required) {
        return User::select(User::username).where(required).order_by(User::id.asc()).all(db);
    }

    Backend backend;
    database db{backend.url()};
};
TYPED_TEST_SUITE(queries, every_database, database_names);

TYPED_TEST(queries, read_whole_rows) {
    const auto ann = User::select().where(User::username == "ann").one(this->db);
    EXPECT_EQ(ann.id, 1);
    EXPECT_EQ(ann.email, "ann@example.org");
    EXPECT_TRUE(ann.is_active);
    const auto age = std::chrono::system_clock::now() - ann.created_at;
    EXPECT_LT(std::chrono::abs(age), std::chrono::minutes{5});
}

TYPED_TEST(queries, filter) {
    EXPECT_THAT(this->names_where(User::is_active), ElementsAre("ann", "A_n"));
    EXPECT_THAT(this->names_where(!User::is_active), ElementsAre("bob"));
    EXPECT_THAT(this->names_where(User::email == std::nullopt), ElementsAre("bob", "A_n"));
    EXPECT_THAT(
        this->names_where((User::id < 2 || User::id > 2) && User::id != 3), ElementsAre("ann")
    );
    EXPECT_THAT(this->names_where(User::id.in({1, 3})), ElementsAre("ann", "A_n"));
    EXPECT_THAT(this->names_where(User::id.in({})), IsEmpty());
    EXPECT_THAT(this->names_where(!User::id.in({})), ElementsAre("ann", "bob", "A_n"));
    EXPECT_THAT(this->names_where(User::id.any_of(std::vector<i64>{})), IsEmpty());
    EXPECT_THAT(this->names_where(User::id + User::version == 7), ElementsAre("bob"));
}

TYPED_TEST(queries, match_patterns_by_case) {
    EXPECT_THAT(this->names_where(User::username.starts_with("a")), ElementsAre("ann"));
    EXPECT_THAT(this->names_where(User::username.starts_with("A_")), ElementsAre("A_n"));
    EXPECT_THAT(this->names_where(User::username.starts_with("_")), IsEmpty());
    EXPECT_THAT(this->names_where(User::username.like("_n%")), ElementsAre("ann"));
    EXPECT_THAT(this->names_where(User::username.like(R"(%\_%)")), ElementsAre("A_n"));
}

TYPED_TEST(queries, order_and_page) {
    auto query = User::select(User::username).order_by(User::is_active.desc(), User::id.desc());
    EXPECT_THAT(query.all(this->db), ElementsAre("A_n", "ann", "bob"));
    EXPECT_THAT(query.limit(1).offset(1).all(this->db), ElementsAre("ann"));
}

TYPED_TEST(queries, take_conditions_known_at_run_time) {
    const std::optional<i64> above;
    const auto everybody = User::select(User::id).where_if(above.has_value(), User::id > 1);
    EXPECT_EQ(everybody.all(this->db).size(), 3U);
}

TYPED_TEST(queries, compute_and_aggregate) {
    const auto [rows, newest, total, mean] =
        User::select(count(), max(User::id), sum(User::version), avg(User::id)).one(this->db);
    EXPECT_EQ(rows, 3);
    EXPECT_EQ(newest, 3);
    EXPECT_EQ(total, 5);
    EXPECT_EQ(mean, 2.0);
    EXPECT_EQ(Post::select(min(Post::title)).one(this->db), std::nullopt);
    EXPECT_EQ(User::select(count(User::email)).one(this->db), 1);
}

TYPED_TEST(queries, tell_none_from_one_from_many) {
    const auto nobody = User::select(User::id).where(User::id == 9);
    EXPECT_EQ(nobody.first(this->db), std::nullopt);
    const auto kind_of = [this](const auto& query) {
        try {
            static_cast<void>(query.one(this->db));
        } catch (const error& failure) {
            return failure.kind();
        }
        return error_kind::database_failure;
    };
    EXPECT_EQ(kind_of(nobody), error_kind::no_rows);
    EXPECT_EQ(kind_of(User::select(User::id)), error_kind::too_many_rows);
    EXPECT_EQ(User::select(User::id).order_by(User::id.desc()).first(this->db), 3);
}

TYPED_TEST(queries, insert_and_answer) {
    const auto added = User::insert({.username = "eve"}).returning().one(this->db);
    EXPECT_EQ(added.id, 4);
    EXPECT_GT(added.created_at, timestamp{});
    const User::row given{
        .id = 77, .username = "zoe", .created_at = timestamp{} + std::chrono::hours{1}};
    EXPECT_EQ(User::insert(given).returning().one(this->db), given);
    EXPECT_EQ(User::insert(std::span<const User::row>{}).execute(this->db), 0);
}

TYPED_TEST(queries, refuse_what_the_constraints_forbid) {
    const auto kind_of = [this](const User::row& row) {
        try {
            User::insert(row).execute(this->db);
        } catch (const error& failure) {
            return failure.kind();
        }
        return error_kind::database_failure;
    };
    EXPECT_EQ(kind_of({.username = "ann"}), error_kind::unique_violation);
    EXPECT_EQ(kind_of({.username = std::string(51, 'x')}), error_kind::check_violation);
    EXPECT_THROW(Post::insert({.author_id = 99}).execute(this->db), error);
}

TYPED_TEST(queries, upsert) {
    const Vote::row vote{.voter_id = 1, .post_id = 1, .weight = 2};
    const auto once = Vote::insert(vote).on_conflict(Vote::voter_id, Vote::post_id);
    EXPECT_EQ(Vote::insert(vote).on_conflict().do_nothing().execute(this->db), 1);
    EXPECT_EQ(Vote::insert(vote).on_conflict().do_nothing().execute(this->db), 0);
    auto adding = Vote::insert(vote).on_conflict(Vote::voter_id, Vote::post_id).do_update();
    adding.set(Vote::weight, Vote::weight + 40);
    EXPECT_EQ(adding.returning(Vote::weight).one(this->db), 42);
    auto replacing = once;
    EXPECT_EQ(replacing.do_update(Vote::weight).returning(Vote::weight).one(this->db), 2);
}

TYPED_TEST(queries, update_and_answer) {
    const auto updated = User::update()
                             .set(User::email, "bob@example.org")
                             .where(User::username == "bob")
                             .returning(User::email, User::version)
                             .one(this->db);
    EXPECT_EQ(updated, std::make_tuple(std::optional<std::string>{"bob@example.org"}, 6));
    EXPECT_EQ(User::update().set(User::email, std::nullopt).every_row().execute(this->db), 3);
    EXPECT_THAT(this->names_where(User::email != std::nullopt), IsEmpty());
}

TYPED_TEST(queries, write_a_row_back_unless_somebody_else_did) {
    auto ann = User::select().where(User::username == "ann").one(this->db);
    ann.username = "anne";
    EXPECT_EQ(User::update(ann).execute(this->db), 1);
    ann.username = "anna";
    EXPECT_EQ(User::update(ann).execute(this->db), 0);
    EXPECT_THAT(this->names_where(User::id == ann.id), ElementsAre("anne"));
}

TYPED_TEST(queries, remove_with_what_refers_to_it) {
    Post::insert({.author_id = 2, .title = "hello"}).execute(this->db);
    const auto removed = User::remove().where(User::id == 2).returning(User::username);
    EXPECT_THAT(removed.all(this->db), ElementsAre("bob"));
    EXPECT_EQ(Post::select(count()).one(this->db), 0);
}

TYPED_TEST(queries, may_be_hand_written) {
    const std::vector<std::tuple<i64, std::string>> expected{{3, "A_n"}, {1, "ann"}};
    const auto sql =
        "SELECT id, username FROM users WHERE is_active = $2 AND id < $1 ORDER BY id DESC";
    const auto rows = this->db.template query<i64, std::string>(sql, 10, true);
    EXPECT_EQ(rows, expected);
    EXPECT_THAT(this->db.template query<i64>("SELECT count(*) FROM users"), ElementsAre(3));
    EXPECT_EQ(this->db.template query<User::row>("SELECT * FROM users").size(), 3U);
    EXPECT_EQ(this->db.execute("UPDATE users SET email = $1 WHERE id = $2", std::nullopt, 1), 1);
    EXPECT_THROW(static_cast<void>(this->db.template query<i64>("SELECT 1, 2")), error);
}

}  // namespace
}  // namespace tinyorm
