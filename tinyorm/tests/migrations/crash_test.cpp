#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/inspection.hpp>
#include <tinyorm/migrations/maker.hpp>
#include <tinyorm/migrations/runner.hpp>
#include <tinyorm/migrations/script_text.hpp>

#include <driver/postgres/test_database.hpp>
#include <driver/temporary_directory.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <migrations/failing_connection.hpp>
#include <migrations/schema_changes.hpp>

#include <future>
#include <optional>

namespace tinyorm::migrations {
namespace {

// A way of several migrations, the last of which, in PostgreSQL, runs without a transaction.
struct way {
    std::vector<migration> migrations;
    schema_state end;
};

way way_of(dialect_kind dialect) {
    way made{.migrations = {}, .end = {.dialect = dialect}};
    const auto go = [&made](const schema_state& next, const maker_options& options) {
        for (const auto& one : make_migrations(made.migrations, made.end, next, options))
            made.migrations.push_back(parse_migration({one.name, one.script}));
        made.end = next;
    };
    auto state = base_schema(dialect);
    go(state, {});
    for (const auto& change : schema_changes()) {
        if (change.name == "change_much_of_a_table") change.apply(state);
    }
    go(state, {});
    state.tables[1].indexes.push_back({"by_title", {"title"}});
    state.tables[2].indexes.push_back({"by_label", {"label"}});
    maker_options options;
    if (dialect == dialect_kind::postgres) options.indexes = index_building::concurrent;
    go(state, options);
    return made;
}

class crashing : public testing::TestWithParam<dialect_kind> {
protected:
    crashing() : way_(way_of(GetParam())) {
        if (GetParam() == dialect_kind::postgres) server_.emplace();
    }

    [[nodiscard]] std::unique_ptr<driver::connection> open() const {
        return driver::open_connection(server_ ? server_->url() : directory_.sqlite_url());
    }
    // Runs it with a session that dies after so many statements; true if it did.
    bool dies_after(std::size_t statements, const std::function<void(runner&)>& work) const {
        failing_connection doomed{open(), statements};
        runner running{doomed, way_.migrations};
        try {
            work(running);
        } catch (const error&) {
            if (!doomed.is_dead()) throw;
        }
        return doomed.is_dead();
    }
    void expect_state(const schema_state& expected) const {
        EXPECT_TRUE(is_same_schema(inspect_schema(*open()), expected));
    }

    way way_;
    testing_support::temporary_directory directory_;
    std::optional<testing_support::test_database> server_;
};

TEST_P(crashing, between_any_two_statements_is_mended_by_running_again) {
    const schema_state nothing{.dialect = GetParam()};
    const auto migrate = [](runner& running) { static_cast<void>(running.migrate()); };
    const auto rollback = [](runner& running) { static_cast<void>(running.rollback(9)); };
    std::size_t crashes = 0;
    for (bool is_dying = true; is_dying && !HasFailure(); ++crashes) {
        SCOPED_TRACE(std::to_string(crashes) + " statements");
        is_dying = dies_after(crashes, migrate);
        const auto up = open();
        static_cast<void>(runner{*up, way_.migrations}.migrate());
        expect_state(way_.end);
        is_dying = dies_after(crashes, rollback) || is_dying;
        const auto down = open();
        static_cast<void>(runner{*down, way_.migrations}.rollback(9));
        expect_state(nothing);
    }
    EXPECT_GT(crashes, 25U);
}

TEST_P(crashing, within_an_interrupted_way_may_turn_around) {
    const auto migrate = [](runner& running) { static_cast<void>(running.migrate()); };
    const schema_state nothing{.dialect = GetParam()};
    for (std::size_t statements = 0; dies_after(statements, migrate); ++statements) {
        const auto back = open();
        static_cast<void>(runner{*back, way_.migrations}.rollback(9));
        expect_state(nothing);
        if (HasFailure()) return;
    }
}

TEST_P(crashing, never_happens_to_eight_migrators_at_once_of_which_one_applies) {
    std::vector<std::future<std::size_t>> migrators;
    for (int i = 0; i < 8; ++i) {
        migrators.push_back(std::async(std::launch::async, [this] {
            const auto mine = open();
            return runner{*mine, way_.migrations}.migrate().size();
        }));
    }
    std::vector<std::size_t> applied;
    for (auto& one : migrators)
        applied.push_back(one.get());
    EXPECT_EQ(std::ranges::count(applied, way_.migrations.size()), 1);
    EXPECT_EQ(std::ranges::count(applied, 0U), 7);
    expect_state(way_.end);
}

INSTANTIATE_TEST_SUITE_P(
    databases,
    crashing,
    testing::Values(dialect_kind::sqlite, dialect_kind::postgres),
    [](const auto& one) { return one.param == dialect_kind::sqlite ? "sqlite" : "postgres"; }
);

}  // namespace
}  // namespace tinyorm::migrations
