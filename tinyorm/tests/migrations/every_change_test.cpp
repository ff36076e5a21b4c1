#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/inspection.hpp>
#include <tinyorm/migrations/maker.hpp>
#include <tinyorm/migrations/runner.hpp>
#include <tinyorm/migrations/script_text.hpp>
#include <tinyorm/migrations/state_json.hpp>

#include <driver/postgres/test_database.hpp>
#include <gtest/gtest.h>
#include <migrations/schema_changes.hpp>

#include <memory>
#include <optional>
#include <tuple>

namespace tinyorm::migrations {
namespace {

schema_state changed(dialect_kind dialect, const named_change& change) {
    auto state = base_schema(dialect);
    change.apply(state);
    return state;
}

// From each schema to every later one and back, with rows in its tables.
class every_change : public testing::TestWithParam<std::tuple<dialect_kind, std::size_t>> {
protected:
    every_change() {
        if (dialect() == dialect_kind::postgres) server_.emplace();
        connection_ = driver::open_connection(server_ ? server_->url() : "sqlite::memory:");
    }

    [[nodiscard]] static dialect_kind dialect() { return std::get<0>(GetParam()); }
    [[nodiscard]] static std::size_t first() { return std::get<1>(GetParam()); }

    [[nodiscard]] migration only_migration(const schema_state& before, const schema_state& after)
        const {
        const auto planned = make_migrations({}, before, after);
        if (planned.size() != 1) throw std::logic_error("there is not exactly one migration");
        script_ = planned[0].script;
        return parse_migration({planned[0].name, script_});
    }
    void expect_state(const schema_state& expected) const {
        const auto found = inspect_schema(*connection_);
        EXPECT_TRUE(is_same_schema(found, expected))
            << "there is " << to_json(found) << "expected was " << to_json(expected) << script_;
        const auto again = make_migrations({}, found, expected);
        EXPECT_TRUE(again.empty()) << again[0].script << script_;
    }
    void go_there_and_back(const schema_state& before, const schema_state& after) {
        runner both{*connection_, {only_migration(before, after)}};
        ASSERT_NO_THROW(both.migrate()) << script_;
        expect_state(after);
        ASSERT_NO_THROW(both.rollback()) << script_;
        expect_state(before);
    }

    mutable std::string script_;
    std::optional<testing_support::test_database> server_;
    std::unique_ptr<driver::connection> connection_;
};

TEST_P(every_change, leads_to_every_other_and_back) {
    const auto& changes = schema_changes();
    const auto base = base_schema(dialect());
    const auto start = changed(dialect(), changes[first()]);
    connection_->execute_script(joined(to_sql(difference({.dialect = dialect()}, base))));
    connection_->execute_script(base_rows(dialect()));
    connection_->execute_script(joined(to_sql(difference(base, start))));
    expect_state(start);
    for (auto next = first() + 1; next < changes.size() && !HasFailure(); ++next) {
        SCOPED_TRACE("to " + changes[next].name);
        const auto end = changed(dialect(), changes[next]);
        if (!is_same_schema(start, end)) go_there_and_back(start, end);
    }
}

INSTANTIATE_TEST_SUITE_P(
    changes,
    every_change,
    testing::Combine(
        testing::Values(dialect_kind::sqlite, dialect_kind::postgres),
        testing::Range<std::size_t>(0, schema_changes().size())
    ),
    [](const auto& one) {
        return std::string{to_string(std::get<0>(one.param))} + "_from_" +
               schema_changes()[std::get<1>(one.param)].name;
    }
);

}  // namespace
}  // namespace tinyorm::migrations
