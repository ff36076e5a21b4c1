#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/renderer.hpp>
#include <tinyorm/query/aggregate.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "models/blog.hpp"

using blog::Post;
using blog::User;
using blog::Vote;
using tinyorm::value;
using tinyorm::dialect::dialect_of;
using tinyorm::dialect::parameters_of;
using tinyorm::dialect::render;
using tinyorm::query::count;
using tinyorm::query::statement;

namespace {

const auto& postgres = dialect_of(tinyorm::dialect_kind::postgres);
const auto& sqlite = dialect_of(tinyorm::dialect_kind::sqlite);

struct golden_case {
    const char* name;
    std::function<statement()> build;
    std::string postgres;
    std::string sqlite{};  // empty: the same with ? for $
};

std::string with_question_marks(std::string sql) {
    for (char& letter : sql) {
        if (letter == '$') letter = '?';
    }
    return sql;
}

class rendering : public testing::TestWithParam<golden_case> {};

TEST_P(rendering, writes_the_golden_text) {
    const auto& expected = GetParam();
    const auto built = expected.build();
    EXPECT_EQ(render(postgres, built), expected.postgres);
    EXPECT_EQ(
        render(sqlite, built),
        expected.sqlite.empty() ? with_question_marks(expected.postgres) : expected.sqlite
    );
}

const std::vector<golden_case> cases{
    {"whole_rows",
     [] { return Post::select().erased(); },
     R"(SELECT "posts"."id", "posts"."author_id", "posts"."title" FROM "posts")"},
    {"every_clause",
     [] {
         return User::select(User::id)
             .where(User::is_active)
             .where(User::version >= 2)
             .order_by(User::created_at.desc(), User::id.asc())
             .limit(10)
             .offset(20)
             .distinct()
             .erased();
     },
     R"(SELECT DISTINCT "users"."id" FROM "users" WHERE "users"."is_active" AND )"
     R"("users"."version" >= $1 ORDER BY "users"."created_at" DESC, "users"."id" LIMIT $2 OFFSET $3)"},
    {"offset_without_limit",
     [] { return User::select(User::id).offset(3).erased(); },
     R"(SELECT "users"."id" FROM "users" OFFSET $1)",
     R"(SELECT "users"."id" FROM "users" LIMIT -1 OFFSET ?1)"},
    {"parentheses_only_where_needed",
     [] {
         return User::select(User::id)
             .where((User::id == 1 || User::id == 2) && !(User::version > 3))
             .where(User::id == 4 || User::is_active)
             .erased();
     },
     R"(SELECT "users"."id" FROM "users" WHERE ("users"."id" = $1 OR "users"."id" = $2) AND )"
     R"(NOT "users"."version" > $3 AND ("users"."id" = $4 OR "users"."is_active"))"},
    {"arithmetic_keeps_its_order",
     [] {
         return User::select((User::id - (User::version - 1)) * 2)
             .where(User::id - User::version - 1 == 0)
             .erased();
     },
     R"(SELECT ("users"."id" - ("users"."version" - $1)) * $2 FROM "users" WHERE )"
     R"("users"."id" - "users"."version" - $3 = $4)"},
    {"null_tests",
     [] {
         return User::select(User::id)
             .where(User::email == std::nullopt || User::email != std::nullopt)
             .erased();
     },
     R"(SELECT "users"."id" FROM "users" WHERE ("users"."email" IS NULL OR )"
     R"("users"."email" IS NOT NULL))"},
    {"prefixes",
     [] { return User::select(User::id).where(User::username.starts_with("a")).erased(); },
     R"(SELECT "users"."id" FROM "users" WHERE "users"."username" LIKE $1)",
     R"(SELECT "users"."id" FROM "users" WHERE "users"."username" GLOB ?1)"},
    {"lists",
     [] {
         return User::select(User::id).where(User::id.in({1, 2, 3})).erased();
     },
     R"(SELECT "users"."id" FROM "users" WHERE "users"."id" IN ($1, $2, $3))"},
    {"an_empty_list",
     [] { return User::select(User::id).where(!User::id.in({})).erased(); },
     R"(SELECT "users"."id" FROM "users" WHERE NOT FALSE)"},
    {"an_array",
     [] {
         return User::select(User::id)
             .where(User::username.any_of(std::vector<std::string>{}))
             .erased();
     },
     R"(SELECT "users"."id" FROM "users" WHERE "users"."username" = ANY($1))",
     R"(SELECT "users"."id" FROM "users" WHERE "users"."username" IN (SELECT value FROM json_each(?1)))"},
    {"aggregates",
     [] {
         return User::select(count(), max(User::id), sum(User::version), avg(User::id)).erased();
     },
     R"(SELECT count(*), max("users"."id"), sum("users"."version"), avg("users"."id") FROM "users")"},
    {"an_insert_leaves_generated_columns_out",
     [] { return User::insert({.username = "ann"}).erased(); },
     R"(INSERT INTO "users" ("username", "email", "is_active", "version") VALUES ($1, $2, $3, $4))"},
    {"an_insert_of_several_rows",
     [] {
         const std::vector<Vote::row> votes(2);
         return Vote::insert(votes).erased();
     },
     R"(INSERT INTO "votes" ("voter_id", "post_id", "weight") VALUES ($1, $2, $3), ($4, $5, $6))"},
    {"an_upsert_that_ignores",
     [] { return Vote::insert(Vote::row{}).on_conflict().do_nothing().erased(); },
     R"(INSERT INTO "votes" ("voter_id", "post_id", "weight") VALUES ($1, $2, $3) )"
     R"(ON CONFLICT DO NOTHING)"},
    {"an_upsert_that_updates",
     [] {
         return Vote::insert(Vote::row{})
             .on_conflict(Vote::voter_id, Vote::post_id)
             .do_update(Vote::weight)
             .set(Vote::post_id, Vote::post_id + 1)
             .returning(Vote::weight)
             .erased();
     },
     R"(INSERT INTO "votes" ("voter_id", "post_id", "weight") VALUES ($1, $2, $3) )"
     R"(ON CONFLICT ("voter_id", "post_id") DO UPDATE SET "weight" = excluded."weight", )"
     R"("post_id" = "votes"."post_id" + $4 RETURNING "votes"."weight")"},
    {"an_upsert_counts_the_row_version",
     [] {
         return User::insert({.username = "ann"})
             .on_conflict(User::username)
             .do_update(User::email)
             .erased();
     },
     R"(INSERT INTO "users" ("username", "email", "is_active", "version") VALUES ($1, $2, $3, $4) )"
     R"(ON CONFLICT ("username") DO UPDATE SET "version" = "users"."version" + $5, )"
     R"("email" = excluded."email")"},
    {"an_update_counts_the_row_version",
     [] { return User::update().set(User::email, std::nullopt).where(User::id == 7).erased(); },
     R"(UPDATE "users" SET "version" = "users"."version" + $1, "email" = $2 WHERE "users"."id" = $3)"},
    {"a_row_is_written_back_under_its_version",
     [] { return User::update(User::row{.id = 1, .version = 3}).erased(); },
     R"(UPDATE "users" SET "version" = "users"."version" + $1, "username" = $2, "email" = $3, )"
     R"("created_at" = $4, "is_active" = $5 WHERE "users"."id" = $6 AND "users"."version" = $7)"},
    {"a_remove_that_answers",
     [] { return Vote::remove().every_row().returning(Vote::weight).erased(); },
     R"(DELETE FROM "votes" RETURNING "votes"."weight")"},
};

INSTANTIATE_TEST_SUITE_P(renderer, rendering, testing::ValuesIn(cases), [](const auto& tested) {
    return std::string{tested.param.name};
});

TEST(parameters, follow_the_placeholders) {
    const auto query = Vote::insert({.voter_id = 1, .post_id = 2, .weight = 3})
                           .on_conflict(Vote::voter_id)
                           .do_update()
                           .set(Vote::weight, 4)
                           .returning(Vote::weight + 5);
    const std::vector<value> expected{1, 2, 3, 4, 5};
    EXPECT_EQ(parameters_of(postgres, query.erased()), expected);
}

TEST(parameters, rewrite_like_patterns_where_the_dialect_has_another_operator) {
    const auto query = User::select().where(User::username.starts_with(R"(50%_*[\)"));
    EXPECT_EQ(parameters_of(postgres, query.erased()), std::vector<value>{R"(50\%\_*[\\%)"});
    EXPECT_EQ(parameters_of(sqlite, query.erased()), std::vector<value>{R"(50%_[*][[]\*)"});
}

TEST(parameters, refuse_a_negative_limit) {
    const auto query = User::select().limit(-1);
    EXPECT_THROW(static_cast<void>(parameters_of(sqlite, query.erased())), tinyorm::error);
}

struct refusal_case {
    const char* name;
    std::function<statement()> build;
    std::string message;
};

class refusal : public testing::TestWithParam<refusal_case> {};

TEST_P(refusal, says_what_is_wrong) {
    const auto built = GetParam().build();
    try {
        static_cast<void>(render(sqlite, built));
        FAIL() << "rendered";
    } catch (const tinyorm::error& refused) {
        EXPECT_EQ(refused.what(), GetParam().message);
    }
}

const std::vector<refusal_case> refusals{
    {"a_column_of_another_table",
     [] { return User::select().where(Post::title == "x").erased(); },
     "posts.title is used in a statement about users"},
    {"an_update_of_everything_by_mistake",
     [] { return Vote::update().set(Vote::weight, 1).erased(); },
     "votes: an update without where must say every_row()"},
    {"an_update_of_nothing",
     [] { return Vote::update().where(Vote::weight == 1).erased(); },
     "votes: an update sets no column"},
    {"a_remove_of_everything_by_mistake",
     [] { return Vote::remove().erased(); },
     "votes: a remove without where must say every_row()"},
    {"a_conflict_without_action",
     [] { return Vote::insert(Vote::row{}).on_conflict(Vote::voter_id).erased(); },
     "votes: on_conflict needs do_nothing or do_update"},
    {"an_upsert_without_key",
     [] { return Vote::insert(Vote::row{}).do_update(Vote::weight).erased(); },
     "votes: do_update needs the columns of on_conflict"},
    {"a_lock_where_there_is_none",
     [] { return User::select().skip_locked().erased(); },
     "SQLite has no row locks (FOR UPDATE)"},
    {"too_many_parameters",
     [] { return Vote::insert(std::vector<Vote::row>(11'000)).erased(); },
     "votes: too many parameters in one statement; insert_all has no limit"},
};

INSTANTIATE_TEST_SUITE_P(renderer, refusal, testing::ValuesIn(refusals), [](const auto& tested) {
    return std::string{tested.param.name};
});

TEST(renderer, writes_row_locks_for_postgresql) {
    const auto query = Vote::select(Vote::weight).skip_locked();
    EXPECT_EQ(
        render(postgres, query.erased()),
        R"(SELECT "votes"."weight" FROM "votes" FOR UPDATE SKIP LOCKED)"
    );
}

}  // namespace
