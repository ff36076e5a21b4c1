#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/schema_change.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <migrations/states.hpp>

namespace tinyorm::migrations {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(difference, of_a_state_and_itself_is_empty_in_whatever_order) {
    auto turned = users_state();
    std::swap(turned.tables[0].columns[0], turned.tables[0].columns[1]);
    EXPECT_TRUE(difference(users_state(), turned).is_empty());
    EXPECT_TRUE(is_same_schema(users_state(), turned));
}

TEST(difference, never_guesses_a_renaming_but_asks) {
    auto after = users_state();
    after.tables[0].columns[1].name = "title";
    after.tables[0].uniques.clear();
    const auto change = difference(users_state(), after);
    ASSERT_EQ(change.changed_tables.size(), 1U);
    EXPECT_EQ(change.changed_tables[0].dropped_columns[0].name, "name");
    EXPECT_EQ(change.changed_tables[0].added_columns[0].name, "title");
    EXPECT_THAT(possible_renamings(change), ElementsAre(renaming{"users.name", "users.title"}));
}

TEST(difference, asks_about_a_table_of_the_same_columns) {
    auto after = users_state();
    after.tables[0].name = "people";
    EXPECT_THAT(
        possible_renamings(difference(users_state(), after)),
        ElementsAre(renaming{"users", "people"})
    );
}

TEST(difference, renames_what_is_named_after_a_table_and_its_columns) {
    auto after = users_state();
    after.tables[0].name = "people";
    after.tables[0].columns[1].name = "title";
    after.tables[0].uniques = {{"people_title_key", {"title"}}};
    const std::vector<renaming> renamings{{"users", "people"}, {"users.name", "people.title"}};
    const auto change = difference(users_state(), after, renamings);
    EXPECT_TRUE(change.changed_tables.empty());
    EXPECT_TRUE(change.dropped_tables.empty());
    std::vector<std::string> constraints;
    for (const auto& one : change.renamed_constraints)
        constraints.push_back(one.from + '>' + one.to);
    EXPECT_THAT(
        constraints,
        ElementsAre(
            "users_pkey>people_pkey",
            "users_name_key>people_title_key",
            "users_name_check>people_title_check"
        )
    );
    EXPECT_TRUE(difference(after, users_state(), reversed(renamings)).changed_tables.empty());
}

TEST(difference, puts_tables_behind_those_that_they_refer_to) {
    auto after = users_state();
    table_state posts{.name = "a_posts", .columns = {{.name = "user_id", .type = "bigint"}}};
    posts.foreign_keys = {{"f", {"user_id"}, "users", {"id"}}};
    after.tables.insert(after.tables.begin(), posts);
    const schema_state nothing{.dialect = dialect_kind::postgres};
    EXPECT_EQ(difference(nothing, after).created_tables[0].name, "users");
    EXPECT_EQ(difference(after, nothing).dropped_tables[0].name, "a_posts");
}

struct refused_renaming {
    const char* text;
    const char* reason;
};

class refused_renamings : public testing::TestWithParam<refused_renaming> {};

TEST_P(refused_renamings, say_why) {
    auto after = users_state();
    after.tables.push_back({.name = "people"});
    try {
        const std::vector<renaming> wanted{parse_renaming(GetParam().text)};
        static_cast<void>(difference(users_state(), after, wanted));
        FAIL() << "accepted " << GetParam().text;
    } catch (const error& refused) {
        EXPECT_EQ(refused.kind(), error_kind::invalid_configuration);
        EXPECT_THAT(refused.what(), HasSubstr(GetParam().reason));
    }
}

INSTANTIATE_TEST_SUITE_P(
    renamings,
    refused_renamings,
    testing::Values(
        refused_renaming{"users", "users=accounts"},
        refused_renaming{"users.a=b.c.d", "not \"users.a=b.c.d\""},
        refused_renaming{"users=people.name", "users=accounts"},
        refused_renaming{"users=us\"ers", "users=accounts"},
        refused_renaming{"persons=people", "there is no such table"},
        refused_renaming{"users=accounts", "no model has that table"},
        refused_renaming{"users.age=years", "there is no such column"},
        refused_renaming{"persons.age=years", "there is no table persons"},
        refused_renaming{"users.id=name", "there is a column of that name"},
        refused_renaming{"users.id=number", "no model has that column"}
    )
);

TEST(conventional_name, is_short_enough_and_still_its_own) {
    EXPECT_EQ(conventional_name("users", {"a", "b"}, "key"), "users_a_b_key");
    const std::string wide(60, 'x');
    const auto one = conventional_name(wide, {"one"}, "index");
    EXPECT_EQ(one.size(), 63U);
    EXPECT_NE(one, conventional_name(wide, {"two"}, "index"));
}

}  // namespace
}  // namespace tinyorm::migrations
