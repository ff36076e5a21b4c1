#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/change_sql.hpp>
#include <tinyorm/migrations/model_state.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <models/blog.hpp>
#include <models/tree.hpp>

namespace tinyorm::migrations {
namespace {

using blog::Post;
using blog::User;
using blog::Vote;

TEST(model_state, says_what_the_models_say) {
    const auto state = state_of(schema_of<User, Post, Vote>(), dialect_kind::postgres);
    ASSERT_EQ(state.tables.size(), 3U);
    const auto& users = state.tables[0];
    EXPECT_EQ(users.primary_key, column_names{"id"});
    EXPECT_TRUE(users.columns[0].is_autoincrement);
    EXPECT_EQ(users.columns[1].max_length, 50U);
    EXPECT_TRUE(users.columns[2].is_nullable);
    EXPECT_EQ(users.columns[3].default_sql, "now()");
    EXPECT_EQ(users.uniques[0].name, "users_username_key");
    EXPECT_EQ(state.tables[1].foreign_keys[0].on_delete, schema::delete_action::cascade);
    EXPECT_EQ(state.tables[1].indexes[0].name, "posts_author_id_index");
    EXPECT_EQ(state.tables[2].primary_key, (column_names{"voter_id", "post_id"}));
}

TINYORM_MODEL(
    Entry,
    "entries",
    (tinyorm::i64, id, primary_key),
    (std::string, kind, default_value<"it's">, unique_in<"once">, indexed_in<"by_kind">),
    (tinyorm::i16, rank, default_value<-7>, unique_in<"once">),
    (bool, is_open, default_value<true>, indexed_in<"by_kind">),
    (std::optional<tinyorm::i64>, user_id, foreign_key<User>, on_delete_set_null)
);

TEST(model_state, knows_defaults_and_keys_and_indexes_of_several_columns) {
    const auto state = state_of(schema_of<Entry, User>(), dialect_kind::sqlite);
    const auto& entries = state.tables[0];
    EXPECT_EQ(entries.columns[1].default_sql, "'it''s'");
    EXPECT_EQ(entries.columns[2].default_sql, "-7");
    EXPECT_EQ(entries.columns[3].default_sql, "true");
    EXPECT_EQ(entries.uniques[0].columns, (column_names{"kind", "rank"}));
    EXPECT_EQ(entries.indexes[0].columns, (column_names{"kind", "is_open"}));
    EXPECT_EQ(entries.foreign_keys[0].on_delete, schema::delete_action::set_null);
}

TINYORM_MODEL(Again, "users", (tinyorm::i64, id, primary_key));
TINYORM_MODEL(
    Line,
    "lines",
    (tinyorm::i64, book, primary_key),
    (tinyorm::i64, number, primary_key, autoincrement)
);

TEST(model_state, refuses_models_that_do_not_fit_together) {
    const auto refusal = [](const model_list& models, dialect_kind dialect) -> std::string {
        try {
            static_cast<void>(state_of(models, dialect));
            return "accepted";
        } catch (const error& refused) {
            return refused.what();
        }
    };
    using testing::HasSubstr;
    constexpr auto sqlite = dialect_kind::sqlite;
    EXPECT_THAT(refusal(schema_of<Post>(), sqlite), HasSubstr("refers to users, whose model"));
    EXPECT_THAT(refusal(schema_of<User, Again>(), sqlite), HasSubstr("two things named users"));
    EXPECT_THAT(refusal(schema_of<Line>(), sqlite), HasSubstr("SQLite has no autoincrement"));
    EXPECT_EQ(refusal(schema_of<Line>(), dialect_kind::postgres), "accepted");
}

}  // namespace
}  // namespace tinyorm::migrations
