#include <tinyorm/tinyorm.hpp>

#include "golden.hpp"
#include "models/blog.hpp"
#include "models/tree.hpp"

namespace tinyorm::dialect {
namespace {

using blog::Post;
using blog::User;
using blog::Vote;
using forest::Article;
using forest::Node;
using query::statement;

constexpr alias<Node, "parent"> parent;

class select_text : public golden {};
TEST_P(select_text, is_the_golden_one) {
    check();
}

const std::vector<golden_case> joins{
    {"an_inner_join",
     [] {
         return User::select(User::username, Post::title)
             .join<Post>(Post::author_id == User::id && Post::id > 3)
             .where(User::is_active)
             .erased();
     },
     R"(SELECT "users"."username", "posts"."title" FROM "users" JOIN "posts" ON )"
     R"("posts"."author_id" = "users"."id" AND "posts"."id" > $1 WHERE "users"."is_active")"},
    {"a_left_join",
     [] {
         return User::select(User::username, Post::title.or_null())
             .left_join<Post>(Post::author_id == User::id)
             .erased();
     },
     R"(SELECT "users"."username", "posts"."title" FROM "users" LEFT JOIN "posts" ON )"
     R"("posts"."author_id" = "users"."id")"},
    {"right_full_and_cross_joins",
     [] {
         return User::select(User::id.or_null(), Post::id.or_null(), Vote::weight.or_null())
             .right_join<Post>(Post::author_id == User::id)
             .full_join<Vote>(Vote::post_id == Post::id)
             .cross_join<Node>()
             .erased();
     },
     R"(SELECT "users"."id", "posts"."id", "votes"."weight" FROM "users" RIGHT JOIN "posts" ON )"
     R"("posts"."author_id" = "users"."id" FULL JOIN "votes" ON "votes"."post_id" = "posts"."id" )"
     R"(CROSS JOIN "nodes")"},
    {"a_join_with_itself",
     [] {
         return Node::select(Node::label, parent(Node::label))
             .join(parent, parent(Node::id) == Node::parent_id)
             .erased();
     },
     R"(SELECT "nodes"."label", "parent"."label" FROM "nodes" JOIN "nodes" AS "parent" ON )"
     R"("parent"."id" = "nodes"."parent_id")"},
};
INSTANTIATE_TEST_SUITE_P(joins, select_text, testing::ValuesIn(joins), name_of_case);

const std::vector<golden_case> groups{
    {"grouped_with_names",
     [] {
         return User::select(User::username, count(Post::id).as<"posts">())
             .join<Post>(Post::author_id == User::id)
             .group_by(User::username)
             .having(count(Post::id) > 3)
             .order_by(count(Post::id).desc().nulls_last())
             .erased();
     },
     R"(SELECT "users"."username", count("posts"."id") AS "posts" FROM "users" JOIN "posts" ON )"
     R"("posts"."author_id" = "users"."id" GROUP BY "users"."username" HAVING )"
     R"(count("posts"."id") > $1 ORDER BY count("posts"."id") DESC NULLS LAST)"},
    {"by_the_key_of_a_row",
     [] {
         return User::select(User::username, count_distinct(Post::title))
             .join<Post>(Post::author_id == User::id)
             .group_by(User::id)
             .erased();
     },
     R"(SELECT "users"."username", count(DISTINCT "posts"."title") FROM "users" JOIN "posts" ON )"
     R"("posts"."author_id" = "users"."id" GROUP BY "users"."id")"},
    {"of_some_rows",
     [] { return User::select(count().filter(User::is_active), max(User::id)).erased(); },
     R"(SELECT count(*) FILTER (WHERE "users"."is_active"), max("users"."id") FROM "users")"},
    {"a_page_behind_a_row",
     [] {
         const keyset keys{descending(User::created_at), ascending(User::id)};
         return User::select(User::id).where(keys.after(timestamp{}, 7)).page(keys, 20).erased();
     },
     R"(SELECT "users"."id" FROM "users" WHERE ("users"."created_at" < $1 OR )"
     R"("users"."created_at" = $2 AND "users"."id" > $3) ORDER BY "users"."created_at" DESC, )"
     R"("users"."id" LIMIT $4)"},
    {"locked",
     [] { return Vote::select(Vote::weight).for_update().no_wait().erased(); },
     R"(SELECT "votes"."weight" FROM "votes" FOR UPDATE NOWAIT)",
     "-"},
};
INSTANTIATE_TEST_SUITE_P(groups, select_text, testing::ValuesIn(groups), name_of_case);

const std::vector<golden_case> queries_within{
    {"in_and_exists",
     [] {
         return User::select(User::id)
             .where(User::id.in(Post::select(Post::author_id).where(Post::title == "a")))
             .where(!exists(Vote::select(Vote::weight).where(Vote::voter_id == User::id)))
             .where(User::version == 2)
             .erased();
     },
     R"(SELECT "users"."id" FROM "users" WHERE "users"."id" IN (SELECT "posts"."author_id" FROM )"
     R"("posts" WHERE "posts"."title" = $1) AND NOT EXISTS (SELECT "votes"."weight" FROM "votes" )"
     R"(WHERE "votes"."voter_id" = "users"."id") AND "users"."version" = $2)"},
    {"a_scalar",
     [] {
         return User::select(
                    User::id, scalar(Post::select(count()).where(Post::author_id == User::id))
         )
             .erased();
     },
     R"(SELECT "users"."id", (SELECT count(*) FROM "posts" WHERE "posts"."author_id" = )"
     R"("users"."id") FROM "users")"},
    {"unions",
     [] {
         return User::select(User::id)
             .where(User::version == 1)
             .union_all(Post::select(Post::id).where(Post::title == "x"))
             .order_by(User::id.desc())
             .limit(5)
             .erased();
     },
     R"(SELECT "users"."id" FROM "users" WHERE "users"."version" = $1 UNION ALL SELECT )"
     R"("posts"."id" FROM "posts" WHERE "posts"."title" = $2 ORDER BY 1 DESC LIMIT $3)"},
    {"set_operations_from_left_to_right",
     [] {
         return User::select(User::id)
             .union_with(Post::select(Post::id))
             .intersect(Node::select(Node::id))
             .erased();
     },
     R"((SELECT "users"."id" FROM "users" UNION SELECT "posts"."id" FROM "posts") INTERSECT )"
     R"(SELECT "nodes"."id" FROM "nodes")",
     R"(SELECT "users"."id" FROM "users" UNION SELECT "posts"."id" FROM "posts" INTERSECT )"
     R"(SELECT "nodes"."id" FROM "nodes")"},
    {"a_union_of_a_page",
     [] { return User::select(User::id).except(Post::select(Post::id).limit(3)).erased(); },
     R"(SELECT "users"."id" FROM "users" EXCEPT (SELECT "posts"."id" FROM "posts" LIMIT $1))",
     "-"},
    {"a_common_table",
     [] {
         const auto busy = common_table_of<"busy">(
             Post::select(Post::author_id, count().as<"posts">()).group_by(Post::author_id)
         );
         return User::select(User::username, busy.get<"posts">())
             .join(busy, busy(Post::author_id) == User::id)
             .where(busy.get<"posts">() > 2)
             .erased();
     },
     R"(WITH "busy" AS (SELECT "posts"."author_id", count(*) AS "posts" FROM "posts" GROUP BY )"
     R"("posts"."author_id") SELECT "users"."username", "busy"."posts" FROM "users" JOIN "busy" )"
     R"(ON "busy"."author_id" = "users"."id" WHERE "busy"."posts" > $1)"},
    {"a_recursive_table",
     [] {
         const auto tree = recursive_table_of<"tree">(
             Node::select(Node::id.as<"id">(), constant(0).as<"depth">()).where(Node::id == 1),
             [](const auto& above) {
                 return Node::select(
                            Node::id.template as<"id">(),
                            (above.template get<"depth">() + 1).template as<"depth">()
                 )
                     .join(above, above.template get<"id">() == Node::parent_id);
             }
         );
         return select(tree.get<"id">(), tree.get<"depth">()).from(tree).erased();
     },
     R"(WITH RECURSIVE "tree" AS (SELECT "nodes"."id" AS "id", CAST($1 AS bigint) AS "depth" )"
     R"(FROM "nodes" WHERE "nodes"."id" = $2 UNION ALL SELECT "nodes"."id" AS "id", )"
     R"("tree"."depth" + $3 AS "depth" FROM "nodes" JOIN "tree" ON "tree"."id" = )"
     R"("nodes"."parent_id") SELECT "tree"."id", "tree"."depth" FROM "tree")",
     R"(WITH RECURSIVE "tree" AS (SELECT "nodes"."id" AS "id", CAST(?1 AS INTEGER) AS "depth" )"
     R"(FROM "nodes" WHERE "nodes"."id" = ?2 UNION ALL SELECT "nodes"."id" AS "id", )"
     R"("tree"."depth" + ?3 AS "depth" FROM "nodes" JOIN "tree" ON "tree"."id" = )"
     R"("nodes"."parent_id") SELECT "tree"."id", "tree"."depth" FROM "tree")"},
};
INSTANTIATE_TEST_SUITE_P(
    queries_within, select_text, testing::ValuesIn(queries_within), name_of_case
);

const std::vector<golden_case> expressions{
    {"windows",
     [] {
         return Node::select(
                    row_number().over(
                        window{}.partition_by(Node::parent_id).order_by(Node::id.asc())
                    ),
                    over(
                        sum(Node::weight),
                        window{}.order_by(Node::id.asc()).rows_between(preceding(2), current_row())
                    )
         )
             .erased();
     },
     R"(SELECT row_number() OVER (PARTITION BY "nodes"."parent_id" ORDER BY "nodes"."id"), )"
     R"(sum("nodes"."weight") OVER (ORDER BY "nodes"."id" ROWS BETWEEN CAST($1 AS bigint) )"
     R"(PRECEDING AND CURRENT ROW) FROM "nodes")",
     R"(SELECT row_number() OVER (PARTITION BY "nodes"."parent_id" ORDER BY "nodes"."id"), )"
     R"(sum("nodes"."weight") OVER (ORDER BY "nodes"."id" ROWS BETWEEN CAST(?1 AS INTEGER) )"
     R"(PRECEDING AND CURRENT ROW) FROM "nodes")"},
    {"a_choice",
     [] {
         return Node::select(
                    when(Node::weight > 9, "heavy").when(Node::weight > 4, "light").otherwise("-")
         )
             .erased();
     },
     R"(SELECT CASE WHEN "nodes"."weight" > $1 THEN CAST($2 AS text) WHEN "nodes"."weight" > $3 )"
     R"(THEN CAST($4 AS text) ELSE CAST($5 AS text) END FROM "nodes")",
     R"(SELECT CASE WHEN "nodes"."weight" > ?1 THEN CAST(?2 AS TEXT) WHEN "nodes"."weight" > ?3 )"
     R"(THEN CAST(?4 AS TEXT) ELSE CAST(?5 AS TEXT) END FROM "nodes")"},
    {"functions",
     [] {
         return Node::select(
                    coalesce(Node::weight, 0),
                    concat(upper(Node::label), Node::label),
                    cast<double>(Node::id) / 2.0,
                    Node::id % 2,
                    function<i64, "instr">(Node::label, "a")
         )
             .where(fragment<bool, "$1 <> 'a$' AND length($2) > $3">(Node::label, Node::label, 1))
             .erased();
     },
     R"(SELECT coalesce("nodes"."weight", $1), upper("nodes"."label") || "nodes"."label", )"
     R"(CAST("nodes"."id" AS double precision) / $2, "nodes"."id" % $3, )"
     R"(instr("nodes"."label", CAST($4 AS text)) FROM "nodes" WHERE ("nodes"."label" <> 'a$' AND )"
     R"(length("nodes"."label") > CAST($5 AS bigint)))",
     R"(SELECT coalesce("nodes"."weight", ?1), upper("nodes"."label") || "nodes"."label", )"
     R"(CAST("nodes"."id" AS REAL) / ?2, "nodes"."id" % ?3, )"
     R"(instr("nodes"."label", CAST(?4 AS TEXT)) FROM "nodes" WHERE ("nodes"."label" <> 'a$' AND )"
     R"(length("nodes"."label") > CAST(?5 AS INTEGER)))"},
    {"decimals_in_order",
     [] { return Article::select(Article::id).where(Article::price > decimal{"1.5"}).erased(); },
     R"(SELECT "articles"."id" FROM "articles" WHERE "articles"."price" > $1)",
     "-"},
};
INSTANTIATE_TEST_SUITE_P(expressions, select_text, testing::ValuesIn(expressions), name_of_case);

struct refusal_case {
    const char* name;
    std::function<statement()> build;
    std::string message;
};
class select_refusal : public testing::TestWithParam<refusal_case> {};

TEST_P(select_refusal, says_what_is_wrong) {
    try {
        static_cast<void>(render(dialect_of(dialect_kind::sqlite, 3'038'000), GetParam().build()));
        FAIL() << "rendered";
    } catch (const error& refused) {
        EXPECT_EQ(refused.what(), GetParam().message);
    }
}

const std::vector<refusal_case> refusals{
    {"a_table_that_is_not_joined",
     [] { return User::select(Post::title).erased(); },
     "posts.title is used in a statement about users"},
    {"a_table_twice",
     [] { return Node::select().join<Node>(Node::id == 1).erased(); },
     "nodes stands twice in one statement: join it under an alias"},
    {"a_column_beside_an_aggregate",
     [] { return User::select(User::username, count()).erased(); },
     "users.username stands beside a group without being of it: add it to group_by, or take its "
     "min or max"},
    {"a_column_an_outer_join_may_miss",
     [] { return User::select(Post::title).left_join<Post>(Post::author_id == User::id).erased(); },
     "posts.title is empty where an outer join finds no row: select its or_null()"},
    {"a_full_join_of_an_old_sqlite",
     [] { return User::select(count()).full_join<Post>(Post::author_id == User::id).erased(); },
     "SQLite has no right and full joins (SQLite 3.39 has)"},
    {"an_order_of_decimals",
     [] { return Article::select(Article::id).order_by(Article::price.asc()).erased(); },
     "SQLite has no order among decimals, nor a sum of them"},
    {"a_union_in_another_order",
     [] {
         return User::select(User::id)
             .union_with(Post::select(Post::id))
             .order_by(User::version.asc())
             .erased();
     },
     "the order of a union is that of one of its selected columns"},
    {"a_select_from_nowhere",
     [] { return select(count()).erased(); },
     "a select without a table: say from()"},
};
INSTANTIATE_TEST_SUITE_P(
    select_writer,
    select_refusal,
    testing::ValuesIn(refusals),
    [](const auto& tested) { return std::string{tested.param.name}; }
);

TEST(select_parameters, stand_in_the_order_of_their_placeholders) {
    const auto busy = common_table_of<"busy">(Post::select(Post::author_id, count().as<"n">())
                                                  .where(Post::id > 1)
                                                  .group_by(Post::author_id));
    const auto query =
        User::select(User::id, User::version + 2)
            .join(busy, busy(Post::author_id) == User::id && busy.get<"n">() > 3)
            .where(
                User::id > 4 &&
                User::id.in(Vote::select(Vote::voter_id).where(Vote::post_id == 5)) &&
                User::version < 6
            )
            .union_all(
                Vote::select(Vote::voter_id, cast<i32>(Vote::voter_id)).where(Vote::weight == 7)
            )
            .limit(8)
            .offset(9);
    const std::vector<value> expected{1, 2, 3, 4, 5, 6, 7, 8, 9};
    EXPECT_EQ(parameters_of(dialect_of(dialect_kind::sqlite), query.erased()), expected);
}

}  // namespace
}  // namespace tinyorm::dialect
