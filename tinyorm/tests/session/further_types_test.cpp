#include <tinyorm/tinyorm.hpp>

#include "fresh_database.hpp"
#include "models/tree.hpp"

namespace tinyorm {
namespace {

using forest::Article;
using namespace std::chrono_literals;

Article::row article(i64 id) {
    return {
        .id = id,
        .published = date{2024y / 2 / 29},
        .price = decimal{"12345678901234567890.123456789"},
        .details = json{R"({"a": [1, true, null, "grüße"]})"},
        .sizes = {1, -2, 9'007'199'254'740'993},
        .tags = {"", "a,b", "{}", "q\"\\", "NULL", "line\n", "grüße"},
        .withdrawn = date{0001y / 1 / 1},
        .notes = std::vector<std::string>{}};
}

template <typename Backend>
class further_types : public testing::Test {
protected:
    further_types() { db.template create_tables<Article>(); }
    Backend backend;
    database db{backend.url()};
};
TYPED_TEST_SUITE(further_types, every_database, database_names);

TYPED_TEST(further_types, come_back_as_they_were) {
    const auto full = article(1);
    Article::row least{.id = 2, .published = date{9999y / 12 / 31}, .price = decimal{"-0.01"}};
    for (const auto& row : {full, least}) {
        Article::insert(row).execute(this->db);
        EXPECT_EQ(Article::select().where(Article::id == row.id).one(this->db), row);
    }
    const std::vector bulk{article(3), article(4)};
    this->db.insert_all(std::span<const Article::row>{bulk});
    EXPECT_EQ(
        Article::select().where(Article::id > 2).order_by(Article::id.asc()).all(this->db), bulk
    );
}

TYPED_TEST(further_types, are_found_by_their_values) {
    const auto row = article(1);
    Article::insert(row).execute(this->db);
    Article::insert({.id = 2, .published = row.published + std::chrono::days{1}}).execute(this->db);
    const condition conditions[] = {
        Article::published == row.published,
        Article::published < row.published + std::chrono::days{1},
        Article::price == row.price,
        Article::sizes == row.sizes,
        Article::tags == row.tags,
    };
    for (const auto& each : conditions)
        EXPECT_EQ(Article::select(Article::id).where(each).one(this->db), 1);
    EXPECT_EQ(
        Article::select(max(Article::published)).one(this->db), row.published + std::chrono::days{1}
    );
}

TEST(json_of_postgresql, is_refused_if_it_is_none) {
    const fresh_postgres backend;
    database db{backend.url()};
    db.create_tables<Article>();
    auto row = article(1);
    row.details.text = "{";
    EXPECT_THROW(Article::insert(row).execute(db), error);
}

TEST(decimals_of_postgresql, are_put_in_order_and_added) {
    const fresh_postgres backend;
    database db{backend.url()};
    db.create_tables<Article>();
    const std::vector<Article::row> rows{
        {.id = 1, .price = decimal{"9.5"}}, {.id = 2, .price = decimal{"10"}}, {.id = 3}};
    Article::insert(rows).execute(db);
    EXPECT_EQ(
        Article::select(Article::id).order_by(Article::price.desc()).all(db),
        (std::vector<i64>{2, 1, 3})
    );
    EXPECT_EQ(Article::select(sum(Article::price)).one(db), decimal{"19.5"});
    EXPECT_EQ(Article::select(Article::id).where(Article::price > decimal{"9.9"}).one(db), 2);
}

}  // namespace
}  // namespace tinyorm
