#include <tinyorm/core/error.hpp>
#include <tinyorm/schema/table_definition.hpp>

#include <gtest/gtest.h>

#include "models/blog.hpp"

namespace tinyorm::schema {
namespace {

using blog::Post;
using blog::User;
using blog::Vote;

cell text(std::string_view content) {
    return {.form = cell_form::text, .data = content.data(), .size = content.size()};
}

template <typename Row>
row_span all_of(const std::vector<Row>& rows) {
    return std::span<const Row>{rows};
}

TEST(table_definition, lists_the_columns_in_the_order_of_the_model) {
    const auto& table = table_of<User>();
    EXPECT_EQ(table.name, "users");
    ASSERT_EQ(table.fields.size(), 6U);
    EXPECT_EQ(table.fields[1].column, &User::username);
    EXPECT_EQ(table.fields[1].column->max_length, 50U);
    EXPECT_TRUE(table.fields[2].column->is_nullable);
    EXPECT_EQ(&User::id.table(), &table);
    EXPECT_EQ(&Post::author_id.references(), &table);
}

TEST(table_definition, knows_its_primary_key) {
    EXPECT_EQ(&primary_key_of(table_of<Post>()), &Post::id);
    EXPECT_THROW(static_cast<void>(primary_key_of(table_of<Vote>())), error);
}

TEST(table_definition, decodes_a_row) {
    Post::row row;
    const cell cells[] = {text("7"), text("3"), text("hello")};
    decode_row(table_of<Post>(), cells, &row);
    EXPECT_EQ(row, (Post::row{.id = 7, .author_id = 3, .title = "hello"}));
}

TEST(table_definition, names_the_column_that_does_not_decode) {
    Post::row row;
    const cell cells[] = {text("7"), text("three"), text("hello")};
    try {
        decode_row(table_of<Post>(), cells, &row);
        FAIL() << "read a number from `three`";
    } catch (const error& failure) {
        EXPECT_EQ(failure.kind(), error_kind::value_out_of_range);
        EXPECT_TRUE(std::string_view{failure.what()}.starts_with("posts.author_id: "));
    }
}

TEST(table_definition, refuses_a_result_of_other_width) {
    Post::row row;
    const cell cells[] = {text("7")};
    EXPECT_THROW(decode_row(table_of<Post>(), cells, &row), error);
}

TEST(table_definition, leaves_out_of_an_insert_what_the_database_fills_in) {
    const std::vector<Post::row> rows{{.title = "a"}, {.title = "b"}};
    const auto chosen = fields_to_insert(table_of<Post>(), all_of(rows));
    ASSERT_EQ(chosen.size(), 2U);
    EXPECT_EQ(chosen.front()->column, &Post::author_id);
}

TEST(table_definition, inserts_generated_columns_that_every_row_gives) {
    const std::vector<Post::row> rows{{.id = 4}, {.id = 5}};
    EXPECT_EQ(fields_to_insert(table_of<Post>(), all_of(rows)).size(), 3U);
}

TEST(table_definition, refuses_generated_columns_that_some_rows_give) {
    const std::vector<Post::row> rows{{.id = 4}, {}};
    EXPECT_THROW(static_cast<void>(fields_to_insert(table_of<Post>(), all_of(rows))), error);
}

}  // namespace
}  // namespace tinyorm::schema
