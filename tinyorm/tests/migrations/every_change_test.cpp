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

class renaming_with_rows : public testing::TestWithParam<dialect_kind> {
protected:
    renaming_with_rows() {
        if (GetParam() == dialect_kind::postgres) server_.emplace();
        connection_ = driver::open_connection(server_ ? server_->url() : "sqlite::memory:");
    }
    [[nodiscard]] std::string only_text(std::string_view sql) const {
        const auto rows = connection_->execute(sql);
        std::string text;
        decode(rows->next_row()[0], text);
        return text;
    }

    std::optional<testing_support::test_database> server_;
    std::unique_ptr<driver::connection> connection_;
};

TEST_P(renaming_with_rows, keeps_them_and_everything_that_is_named_after_it) {
    const auto before = base_schema(GetParam());
    auto after = before;
    const std::vector<renaming> renamings{
        {"users", "people"},
        {"users.nick", "people.alias"},
        {"users.id", "people.number"},
        {"users.email", "people.address"},
        {"users.age", "people.years"}};
    auto& people = after.tables[0];
    people.name = "people";
    people.columns[0].name = "number";
    people.columns[2].name = "address";
    people.columns[3].name = "years";
    people.columns[6].name = "alias";
    people.primary_key = {"number"};
    people.uniques = {{"people_address_key", {"address"}}};
    people.indexes = {{"people_years_index", {"years"}}};
    after.tables[1].foreign_keys[0].table = "people";
    after.tables[1].foreign_keys[0].key = {"number"};
    connection_->execute_script(joined(to_sql(difference({.dialect = GetParam()}, before))));
    connection_->execute_script(base_rows(GetParam()));
    const auto planned = make_migrations({}, before, after, {.renamings = renamings});
    ASSERT_EQ(planned.size(), 1U);
    EXPECT_EQ(planned[0].script.find("DROP COLUMN"), std::string::npos) << planned[0].script;
    EXPECT_EQ(planned[0].script.find("DROP TABLE"), std::string::npos) << planned[0].script;
    runner both{*connection_, {parse_migration({planned[0].name, planned[0].script})}};
    static_cast<void>(both.migrate());
    const auto found = inspect_schema(*connection_);
    EXPECT_TRUE(is_same_schema(found, after)) << to_json(found) << planned[0].script;
    EXPECT_TRUE(difference(found, after).is_empty());
    EXPECT_EQ(only_text("SELECT address FROM people WHERE alias = 'a'"), "a@x");
    static_cast<void>(both.rollback());
    EXPECT_TRUE(is_same_schema(inspect_schema(*connection_), before));
    EXPECT_TRUE(difference(inspect_schema(*connection_), before).is_empty());
    EXPECT_EQ(only_text("SELECT email FROM users WHERE nick = 'a'"), "a@x");
}

INSTANTIATE_TEST_SUITE_P(
    databases,
    renaming_with_rows,
    testing::Values(dialect_kind::sqlite, dialect_kind::postgres),
    [](const auto& one) { return std::string{to_string(one.param)}; }
);

}  // namespace
}  // namespace tinyorm::migrations
