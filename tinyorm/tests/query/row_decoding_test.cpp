#include <tinyorm/core/error.hpp>
#include <tinyorm/query/row_decoding.hpp>

#include <gtest/gtest.h>

#include "models/blog.hpp"

namespace tinyorm::query {
namespace {

const cell cells[] = {
    {.form = cell_form::integer, .integer = 7},
    {.form = cell_form::integer, .integer = 8},
    {.form = cell_form::text, .data = "ann", .size = 3}};

TEST(row_decoding, fills_a_tuple) {
    std::tuple<i64, std::optional<i32>, std::string> row;
    decode_result(cells, row);
    EXPECT_EQ(row, std::make_tuple(7, 8, "ann"));
}

TEST(row_decoding, fills_a_single_value) {
    std::string name;
    decode_result(std::span{cells}.last(1), name);
    EXPECT_EQ(name, "ann");
}

TEST(row_decoding, fills_the_row_of_a_model) {
    blog::Post::row row;
    decode_result(cells, row);
    EXPECT_EQ(row, (blog::Post::row{.id = 7, .author_id = 8, .title = "ann"}));
}

TEST(row_decoding, refuses_more_or_fewer_columns_than_the_program_reads) {
    std::tuple<i64> row;
    EXPECT_THROW(decode_result(cells, row), error);
    i64 number = 0;
    EXPECT_THROW(decode_result({}, number), error);
}

}  // namespace
}  // namespace tinyorm::query
