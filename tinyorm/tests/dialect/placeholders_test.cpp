#include <tinyorm/dialect/placeholders.hpp>

#include <gtest/gtest.h>

namespace tinyorm::dialect {
namespace {

std::string for_sqlite(std::string_view sql) {
    return number_placeholders(dialect_of(dialect_kind::sqlite), sql);
}

TEST(placeholders, are_numbered_as_the_dialect_does) {
    EXPECT_EQ(for_sqlite("SELECT $2, $1 WHERE a = $10"), "SELECT ?2, ?1 WHERE a = ?10");
    EXPECT_EQ(number_placeholders(dialect_of(dialect_kind::postgres), "SELECT $2"), "SELECT $2");
}

TEST(placeholders, are_not_found_in_texts_names_and_comments) {
    for (const auto* sql :
         {"SELECT 'it''s $1'",
          "SELECT \"a $1\"",
          "SELECT 1 -- $1",
          "SELECT /* $1 */ 2",
          "SELECT 'open $1",
          "SELECT /* $1",
          "SELECT a$",
          "$",
          ""}) {
        EXPECT_EQ(for_sqlite(sql), sql);
    }
    EXPECT_EQ(for_sqlite("SELECT '$1', $1 -- $2\n, $2"), "SELECT '$1', ?1 -- $2\n, ?2");
}

}  // namespace
}  // namespace tinyorm::dialect
