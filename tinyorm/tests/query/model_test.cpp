#include <tinyorm/query/model.hpp>
#include <tinyorm/tinyorm.hpp>

#include <gtest/gtest.h>

#include "models/blog.hpp"

namespace {

// What TINYORM_MODEL writes, written by hand.
struct User : tinyorm::model<User> {
    struct row {
        using model = User;
        tinyorm::i64 id{};
        std::string username{};
    };
    static constexpr std::string_view table = "users";
    static constexpr tinyorm::column<User, tinyorm::i64> id{"id", primary_key, autoincrement};
    static constexpr tinyorm::column<User, std::string> username{"username", unique};
    static constexpr std::array fields{
        tinyorm::field<&row::id>(id),
        tinyorm::field<&row::username>(username),
    };
};

// A model that refers to itself, whose name the macro has not completed yet.
TINYORM_MODEL(
    Node,
    "nodes",
    (tinyorm::i64, id, primary_key),
    (std::optional<tinyorm::i64>, parent, foreign_key<Node>)
);

TEST(model, may_be_written_by_hand) {
    const auto query = User::select().where(User::username == "ann");
    EXPECT_EQ(query.erased().table->name, "users");
    EXPECT_EQ(query.erased().results.nodes().size(), 2U);
    EXPECT_TRUE(User::id.is_autoincrement);
}

TEST(model, may_refer_to_itself) {
    EXPECT_EQ(&Node::parent.references(), &tinyorm::schema::table_of<Node>());
}

TEST(model, has_rows_that_are_plain_aggregates) {
    static_assert(std::is_aggregate_v<blog::User::row>);
    const blog::User::row row{.username = "ann"};
    EXPECT_EQ(row.id, 0);
    EXPECT_EQ(row.email, std::nullopt);
}

}  // namespace
