#include <tinyorm/migrations/statement_splitter.hpp>

#include <gtest/gtest.h>

namespace tinyorm::migrations {
namespace {

using statements = std::vector<std::string_view>;

struct splitting {
    std::string_view script;
    statements expected;
};

class splittings : public testing::TestWithParam<splitting> {};

TEST_P(splittings, end_statements_where_the_database_would) {
    EXPECT_EQ(split_statements(GetParam().script), GetParam().expected) << GetParam().script;
}

INSTANTIATE_TEST_SUITE_P(
    scripts,
    splittings,
    testing::Values(
        splitting{"", {}},
        splitting{" ; ;; -- nothing\n /* at ; all */", {}},
        splitting{"a; b ;c", {"a", "b ", "c"}},
        splitting{"a -- ; not here\n b; c", {"a -- ; not here\n b", "c"}},
        splitting{"/* x /* ; */ ; */ a; b", {"a", "b"}},
        splitting{"'a;''b;'; c", {"'a;''b;'", "c"}},
        splitting{"'a\\'; b", {"'a\\'", "b"}},
        splitting{"E'a\\';b'; c", {"E'a\\';b'", "c"}},
        splitting{"E'a'';\\';b'; c", {"E'a'';\\';b'", "c"}},
        splitting{"type'a\\'; b", {"type'a\\'", "b"}},
        splitting{"\"a;b\"\";\"; c", {"\"a;b\"\";\"", "c"}},
        splitting{"DO $$ a; $x$ b; $$; c", {"DO $$ a; $x$ b; $$", "c"}},
        splitting{"$f$ a; $$ b; $f$; c", {"$f$ a; $$ b; $f$", "c"}},
        splitting{"f($1); g", {"f($1)", "g"}},
        splitting{"a$b$ ; c$b$", {"a$b$ ", "c$b$"}},
        splitting{"'open ; ", {"'open ; "}},
        splitting{"$$ open ; ", {"$$ open ; "}},
        splitting{"a /* open ; ", {"a /* open ; "}},
        splitting{"E'open\\", {"E'open\\"}},
        splitting{"ä; ö", {"ä", "ö"}},
        splitting{
            "create temp trigger t BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 2; /* x */ end; c",
            {"create temp trigger t BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 2; /* x */ end",
             "c"}},
        splitting{
            "CREATE OR REPLACE FUNCTION f() BEGIN ATOMIC SELECT 1; SELECT 2; END; c",
            {"CREATE OR REPLACE FUNCTION f() BEGIN ATOMIC SELECT 1; SELECT 2; END", "c"}},
        splitting{
            "CREATE PROCEDURE p() BEGIN ATOMIC END; c",
            {"CREATE PROCEDURE p() BEGIN ATOMIC END", "c"}},
        splitting{"CREATE TABLE t (begin int); END; c", {"CREATE TABLE t (begin int)", "END", "c"}},
        splitting{"CREATE FUNCTION f(begin int) x; END", {"CREATE FUNCTION f(begin int) x", "END"}}
    )
);

TEST(words_of, are_those_outside_of_quotes_and_comments) {
    EXPECT_EQ(
        words_of("ROLLBACK /* to */ work -- x\n TO 'a' \"b\" $$ c $$"),
        (statements{"ROLLBACK", "work", "TO"})
    );
}

}  // namespace
}  // namespace tinyorm::migrations
