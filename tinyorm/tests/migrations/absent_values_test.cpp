#include <tinyorm/migrations/maker.hpp>
#include <tinyorm/migrations/model_state.hpp>
#include <tinyorm/migrations/runner.hpp>
#include <tinyorm/migrations/state_json.hpp>
#include <tinyorm/tinyorm.hpp>

#include <driver/postgres/test_database.hpp>
#include <driver/temporary_directory.hpp>
#include <gtest/gtest.h>

#include <optional>

namespace tinyorm::migrations {
namespace {

TINYORM_MODEL(
    Thing,
    "things",
    (tinyorm::i64, id, primary_key),
    (bool, is_open),
    (tinyorm::i32, count),
    (double, weight),
    (std::string, name),
    (tinyorm::bytes, content),
    (tinyorm::timestamp, made_at),
    (tinyorm::date, day),
    (tinyorm::uuid, token),
    (tinyorm::decimal, price),
    (tinyorm::json, details),
    (std::vector<tinyorm::i64>, sizes),
    (std::vector<std::string>, tags)
);
TINYORM_MODEL(BareThing, "things", (tinyorm::i64, id, primary_key));

class absent_values_of : public testing::TestWithParam<dialect_kind> {
protected:
    absent_values_of() {
        if (GetParam() == dialect_kind::postgres) server_.emplace();
    }
    [[nodiscard]] std::string url() const {
        return server_ ? server_->url() : directory_.sqlite_url();
    }
    void plan(const schema_state& before, const schema_state& after) {
        for (const auto& one : make_migrations(known_, before, after))
            known_.push_back(parse_migration({one.name, one.script}));
    }

    testing_support::temporary_directory directory_;
    std::optional<testing_support::test_database> server_;
    std::vector<migration> known_;
};

TEST_P(absent_values_of, every_type_are_read_after_the_way_down) {
    const schema_state nothing{.dialect = GetParam()};
    const auto things = state_of(schema_of<Thing>(), GetParam());
    const auto recorded = parse_state(to_json(things), "it");
    plan(nothing, things);
    plan(recorded, state_of(schema_of<BareThing>(), GetParam()));
    ASSERT_EQ(known_.size(), 2U);
    database db{url()};
    const auto lent = driver::open_connection(url());
    runner migrates{*lent, known_};
    migrates.migrate();
    BareThing::insert({.id = 7}).execute(db);
    migrates.rollback();

    const auto thing = Thing::select().one(db);
    EXPECT_EQ(thing.id, 7);
    EXPECT_FALSE(thing.is_open);
    EXPECT_EQ(thing.count, 0);
    EXPECT_EQ(thing.name, "");
    EXPECT_EQ(thing.made_at, timestamp{});
    EXPECT_EQ(thing.day, date{std::chrono::sys_days{}});
    EXPECT_EQ(thing.token, uuid{});
    EXPECT_EQ(thing.price, decimal{"0"});
    EXPECT_TRUE(thing.sizes.empty());
    EXPECT_TRUE(thing.tags.empty());
}

INSTANTIATE_TEST_SUITE_P(
    databases,
    absent_values_of,
    testing::Values(dialect_kind::sqlite, dialect_kind::postgres),
    [](const auto& one) { return one.param == dialect_kind::sqlite ? "sqlite" : "postgres"; }
);

}  // namespace
}  // namespace tinyorm::migrations
