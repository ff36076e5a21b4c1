#include <tinyorm/migrations/statement_splitter.hpp>

#include <gtest/gtest.h>

namespace tinyorm::migrations {
namespace {

using statements = std::vector<std::string_view>;

struct splitting {
    std::string_view script;
    statements expected;
};

class postgres_splittings : public testing::TestWithParam<splitting> {};
class sqlite_splittings : public testing::TestWithParam<splitting> {};

TEST_P(postgres_splittings, end_statements_where_the_database_would) {
    const auto& [script, expected] = GetParam();
    EXPECT_EQ(split_statements(script, dialect_kind::postgres), expected) << script;
}

TEST_P(sqlite_splittings, end_statements_where_the_database_would) {
    const auto& [script, expected] = GetParam();
    EXPECT_EQ(split_statements(script, dialect_kind::sqlite), expected) << script;
}

INSTANTIATE_TEST_SUITE_P(
    scripts,
    postgres_splittings,
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
        splitting{"a[1]; `b;", {"a[1]", "`b"}},
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

INSTANTIATE_TEST_SUITE_P(
    scripts,
    sqlite_splittings,
    testing::Values(
        splitting{
            "create temp trigger t BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 2; /* x */ end; c",
            {"create temp trigger t BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 2; /* x */ end",
             "c"}},
        splitting{"/* x /* ; */ a; b */", {"a", "b */"}},
        splitting{"/*/ a; */ b; /* open ;", {"b"}},
        splitting{"[a;'b]; c", {"[a;'b]", "c"}},
        splitting{"`a;``b;`; c", {"`a;``b;`", "c"}},
        splitting{"\"a;b\"; c", {"\"a;b\"", "c"}},
        splitting{"E'a\\'; b", {"E'a\\'", "b"}},
        splitting{"$$ a; b $$", {"$$ a", "b $$"}},
        splitting{"[open; ", {"[open; "}},
        splitting{"`open; ", {"`open; "}},
        splitting{"[", {"["}}
    )
);

TEST(words_of, are_those_outside_of_quotes_and_comments) {
    EXPECT_EQ(
        words_of("ROLLBACK /* to */ work -- x\n TO 'a' \"b\" $$ c $$", dialect_kind::postgres),
        (statements{"ROLLBACK", "work", "TO"})
    );
    EXPECT_EQ(
        words_of("ROLLBACK /* /* */ TO [b] `c`", dialect_kind::sqlite),
        (statements{"ROLLBACK", "TO"})
    );
}

using names = std::vector<std::string>;

TEST(names_in, are_words_and_what_quotes_of_names_hold) {
    EXPECT_EQ(
        names_in("a_1 \"b \"\"c\" [d e] `f``g` 'h' /* i */ -- j\n; \"\"", dialect_kind::sqlite),
        (names{"a_1", "b \"c", "d e", "f`g", ""})
    );
    EXPECT_EQ(names_in("\"open", dialect_kind::sqlite), names{"open"});
    EXPECT_EQ(names_in("[open", dialect_kind::sqlite), names{"open"});
}

}  // namespace
}  // namespace tinyorm::migrations
