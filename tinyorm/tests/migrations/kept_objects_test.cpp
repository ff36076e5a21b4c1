#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/kept_objects.hpp>

#include <gtest/gtest.h>

#include <string>

namespace tinyorm::migrations {
namespace {

struct rebuilding {
    std::string script;
    bool is_refused;
};

class rebuildings : public testing::TestWithParam<rebuilding> {};

// The table loses the trigger `watch` and the index `by name`, which the script names or does not.
TEST_P(rebuildings, are_refused_unless_the_script_names_what_is_lost) {
    const auto memory = driver::open_connection("sqlite::memory:");
    memory->execute_script(
        "CREATE TABLE users (name TEXT); CREATE INDEX \"by name\" ON users (name);"
        "CREATE TRIGGER watch AFTER DELETE ON users BEGIN DELETE FROM users; END"
    );
    const kept_objects kept{*memory};
    memory->execute_script("DROP TABLE users; CREATE TABLE users (name TEXT)");
    if (GetParam().is_refused) {
        EXPECT_THROW(kept.require_kept(GetParam().script), error);
    } else {
        EXPECT_NO_THROW(kept.require_kept(GetParam().script));
    }
}

INSTANTIATE_TEST_SUITE_P(
    scripts,
    rebuildings,
    testing::Values(
        rebuilding{"DROP INDEX \"by name\"; DROP TRIGGER watch", false},
        rebuilding{"drop index [By Name]; drop trigger WATCH", false},
        rebuilding{"DROP INDEX `by name`; DROP TRIGGER main.\"watch\"", false},
        rebuilding{"DROP INDEX \"by name\"; CREATE TABLE watchers (a)", true},
        rebuilding{"DROP INDEX \"by name\"; CREATE TABLE my_watch (a)", true},
        rebuilding{"DROP INDEX \"by name\"; -- and watch", true},
        rebuilding{"DROP INDEX \"by name\"; SELECT 'watch'", true},
        rebuilding{"SELECT by, name; DROP TRIGGER watch", true}
    )
);

TEST(kept_objects, are_missed_only_where_their_table_is) {
    const auto memory = driver::open_connection("sqlite::memory:");
    memory->execute_script("CREATE TABLE users (name TEXT); CREATE INDEX i ON users (name)");
    const kept_objects kept{*memory};
    memory->execute_script("DROP TABLE users");
    EXPECT_NO_THROW(kept.require_kept(""));
}

}  // namespace
}  // namespace tinyorm::migrations
