#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/sql_dialect.hpp>

#include <gtest/gtest.h>

namespace tinyorm::dialect {
namespace {

TEST(sql_dialect, quotes_identifiers_and_nothing_else) {
    EXPECT_EQ(quoted("users"), "\"users\"");
    for (const auto* name : {"", "a\"b", "a b", "x; DROP TABLE y"}) {
        EXPECT_THROW(static_cast<void>(quoted(name)), error) << name;
    }
}

TEST(sql_dialect, rewrites_patterns_for_glob) {
    const auto& sqlite = dialect_of(dialect_kind::sqlite);
    EXPECT_EQ(sqlite.to_pattern("a%b_"), "a*b?");
    EXPECT_EQ(sqlite.to_pattern(R"(\%\_\\)"), R"(%_\)");
    EXPECT_EQ(sqlite.to_pattern("*?[]"), "[*][?][[]]");
    EXPECT_EQ(sqlite.to_pattern(R"(\*)"), "[*]");
    EXPECT_EQ(sqlite.to_pattern("a\\"), "a\\");
}

}  // namespace
}  // namespace tinyorm::dialect
