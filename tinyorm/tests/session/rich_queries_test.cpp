#include <tinyorm/tinyorm.hpp>

#include <gmock/gmock.h>

#include "fresh_database.hpp"
#include "models/blog.hpp"
#include "models/tree.hpp"

namespace tinyorm {
namespace {

using blog::Post;
using blog::User;
using forest::Node;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr alias<Node, "parent"> parent;

// Two users, of whom one writes; a tree of five nodes:  1 (2 (4 5)) (3), weights 10, -, 30, 40, 50.
template <typename Backend>
class rich_queries : public testing::Test {
protected:
    rich_queries() {
        db.template create_tables<User, Post, Node>();
        User::insert({.id = 1, .username = "ann", .is_active = true}).execute(db);
        User::insert({.id = 2, .username = "bob"}).execute(db);
        Post::insert(
            std::vector<Post::row>{
                {.id = 1, .author_id = 1, .title = "a"}, {.id = 2, .author_id = 1, .title = "b"}}
        ).execute(db);
        Node::insert(std::vector<Node::row>{
                         {.id = 1, .label = "root", .weight = 10},
                         {.id = 2, .parent_id = 1, .label = "two"},
                         {.id = 3, .parent_id = 1, .label = "three", .weight = 30},
                         {.id = 4, .parent_id = 2, .label = "four", .weight = 40},
                         {.id = 5, .parent_id = 2, .label = "five", .weight = 50}}
        ).execute(db);
    }
    Backend backend;
    database db{backend.url()};
};
TYPED_TEST_SUITE(rich_queries, every_database, database_names);

using name_and_title = std::tuple<std::string, std::optional<std::string>>;

TYPED_TEST(rich_queries, join_tables) {
    const auto on = [] { return Post::author_id == User::id; };
    const auto inner = User::select(User::username, Post::title)
                           .join<Post>(on())
                           .order_by(Post::id.asc())
                           .all(this->db);
    EXPECT_THAT(inner, ElementsAre(std::tuple{"ann", "a"}, std::tuple{"ann", "b"}));
    const auto left = User::select(User::username, Post::title.or_null())
                          .left_join<Post>(on() && Post::title == "b")
                          .order_by(User::id.asc())
                          .all(this->db);
    EXPECT_THAT(left, ElementsAre(name_and_title{"ann", "b"}, name_and_title{"bob", std::nullopt}));
    const auto right = Post::select(User::username, Post::title.or_null())
                           .right_join<User>(on())
                           .where(Post::id == std::nullopt)
                           .all(this->db);
    EXPECT_THAT(right, ElementsAre(name_and_title{"bob", std::nullopt}));
    EXPECT_EQ(User::select(count()).full_join<Post>(User::id == Post::id + 1).one(this->db), 3);
    EXPECT_EQ(User::select(count()).template cross_join<Post>().one(this->db), 4);
}

TYPED_TEST(rich_queries, join_a_table_with_itself) {
    const auto pairs = Node::select(Node::label, parent(Node::label))
                           .join(parent, parent(Node::id) == Node::parent_id)
                           .where(Node::weight > parent(Node::weight))
                           .all(this->db);
    EXPECT_THAT(pairs, ElementsAre(std::tuple{"three", "root"}));
}

TYPED_TEST(rich_queries, group_rows) {
    const auto counted = User::select(User::username, count(Post::id).template as<"posts">())
                             .template left_join<Post>(Post::author_id == User::id)
                             .group_by(User::id)
                             .order_by(count(Post::id).desc())
                             .all(this->db);
    ASSERT_EQ(counted.size(), 2U);
    EXPECT_EQ(counted[0].template get<"posts">(), 2);
    EXPECT_EQ(counted[1].template get<0>(), "bob");
    EXPECT_EQ(
        Node::select(Node::parent_id)
            .group_by(Node::parent_id)
            .having(count(Node::weight) > 1)
            .one(this->db),
        2
    );
    const auto sums = Node::select(
        count(),
        count().filter(Node::weight > 30),
        sum(Node::weight),
        count_distinct(Node::parent_id)
    );
    EXPECT_EQ(sums.one(this->db), (std::tuple{5, 2, std::optional<i64>{130}, 2}));
}

TYPED_TEST(rich_queries, order_nulls_where_they_are_wanted) {
    const auto ids = Node::select(Node::id);
    auto first = ids;
    EXPECT_THAT(
        first.order_by(Node::weight.desc().nulls_first()).all(this->db), ElementsAre(2, 5, 4, 3, 1)
    );
    auto last = ids;
    EXPECT_THAT(
        last.order_by(Node::weight.asc().nulls_last()).all(this->db), ElementsAre(1, 3, 4, 5, 2)
    );
}

TYPED_TEST(rich_queries, page_by_the_last_row) {
    const keyset keys{descending(Node::label), ascending(Node::id)};
    const auto first = Node::select().page(keys, 2).all(this->db);
    ASSERT_EQ(first.size(), 2U);
    const auto& last = first.back();
    const auto rest = Node::select(Node::label)
                          .where(keys.after(last.label, last.id))
                          .page(keys, 9)
                          .all(this->db);
    EXPECT_THAT(rest, ElementsAre("root", "four", "five"));
}

TYPED_TEST(rich_queries, ask_within_a_query) {
    const auto writers = User::select(User::id).where(User::id.in(Post::select(Post::author_id)));
    EXPECT_THAT(writers.all(this->db), ElementsAre(1));
    const auto silent = User::select(User::id).where(
        !exists(Post::select(Post::id).where(Post::author_id == User::id))
    );
    EXPECT_THAT(silent.all(this->db), ElementsAre(2));
    auto posts = User::select(
        scalar(Post::select(count()).where(Post::author_id == User::id && Post::title == "a"))
    );
    EXPECT_EQ(posts.where(User::id == 1).one(this->db), 1);
}

TYPED_TEST(rich_queries, unite_rows) {
    const auto small = [] { return Node::select(Node::id).where(Node::id < 4); };
    const auto even = Node::select(Node::id).where(Node::id % 2 == 0);
    const auto ids = [this](auto query) { return query.order_by(Node::id.asc()).all(this->db); };
    EXPECT_THAT(ids(small().union_with(even)), ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(ids(small().union_all(even)), ElementsAre(1, 2, 2, 3, 4));
    EXPECT_THAT(ids(small().intersect(even)), ElementsAre(2));
    EXPECT_THAT(ids(small().except(even)), ElementsAre(1, 3));
    const auto one = Node::select(Node::id).where(Node::id == 1);
    EXPECT_THAT(ids(small().union_with(even).intersect(one)), ElementsAre(1));
}

TYPED_TEST(rich_queries, name_a_select) {
    const auto children =
        common_table_of<"children">(Node::select(Node::parent_id, count().template as<"n">())
                                        .where(Node::parent_id != std::nullopt)
                                        .group_by(Node::parent_id));
    const auto joined = Node::select(Node::label, children.template get<"n">())
                            .join(children, children(Node::parent_id) == Node::id)
                            .order_by(Node::id.asc())
                            .all(this->db);
    EXPECT_THAT(joined, ElementsAre(std::tuple{"root", 2}, std::tuple{"two", 2}));
}

TYPED_TEST(rich_queries, follow_a_tree) {
    const auto tree = recursive_table_of<"tree">(
        Node::select(Node::id.template as<"id">(), constant(0).template as<"depth">())
            .where(Node::parent_id == std::nullopt),
        [](const auto& above) {
            return Node::select(
                       Node::id.template as<"id">(),
                       (above.template get<"depth">() + 1).template as<"depth">()
            )
                .join(above, above.template get<"id">() == Node::parent_id);
        }
    );
    const auto id = tree.template get<"id">();
    const auto depths =
        select(id, tree.template get<"depth">()).from(tree).order_by(id.asc()).all(this->db);
    EXPECT_THAT(
        depths,
        ElementsAre(
            std::tuple{1, 0}, std::tuple{2, 1}, std::tuple{3, 1}, std::tuple{4, 2}, std::tuple{5, 2}
        )
    );
}

TYPED_TEST(rich_queries, look_at_the_rows_around) {
    using numbers = std::tuple<i64, i64, std::optional<i64>, std::optional<i64>>;
    const auto rows =
        Node::select(
            Node::id,
            row_number().over(window{}.partition_by(Node::parent_id).order_by(Node::id.desc())),
            lag(Node::weight).over(window{}.order_by(Node::id.asc())),
            over(
                sum(Node::weight),
                window{}.order_by(Node::id.asc()).rows_between(preceding(1), current_row())
            )
        )
            .where(Node::id > 2)
            .order_by(Node::id.asc())
            .all(this->db);
    EXPECT_THAT(
        rows,
        ElementsAre(numbers{3, 1, std::nullopt, 30}, numbers{4, 2, 30, 70}, numbers{5, 1, 40, 90})
    );
}

TYPED_TEST(rich_queries, calculate) {
    const auto row = Node::select(
                         when(Node::weight > 30, "heavy").otherwise("light"),
                         when(Node::weight > 90, Node::label).otherwise_null(),
                         coalesce(Node::weight, 0) % 7,
                         concat(concat(upper(Node::label), "-"), cast<std::string>(Node::id)),
                         cast<double>(Node::id) / 8.0,
                         nullif(Node::id, 4),
                         length(Node::label),
                         fragment<i64, "abs($1 - $2)">(Node::id, 10)
    )
                         .where(Node::id == 4)
                         .one(this->db);
    const decltype(row) expected{"heavy", std::nullopt, 5, "FOUR-4", 0.5, std::nullopt, 4, 6};
    EXPECT_EQ(row, expected);
    EXPECT_THAT(User::select(User::id).where(User::created_at > now()).all(this->db), IsEmpty());
}

TEST(locked_rows, are_passed_over_by_others) {
    const fresh_postgres backend;
    database db{backend.url()};
    db.create_tables<Node>();
    Node::insert(std::vector<Node::row>{{.id = 1}, {.id = 2}}).execute(db);
    db.transaction([&](session& first) {
        static_cast<void>(Node::select().where(Node::id == 1).for_update().all(first));
        db.transaction([](session& second) {
            EXPECT_THAT(Node::select(Node::id).skip_locked().all(second), ElementsAre(2));
            const auto ask = [&] { return Node::select().no_wait().all(second).size(); };
            EXPECT_THROW(second.savepoint(ask), error);
        });
    });
}

}  // namespace
}  // namespace tinyorm
