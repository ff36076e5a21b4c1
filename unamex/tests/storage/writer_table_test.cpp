#include <tinyorm/driver/registry.hpp>

#include <gtest/gtest.h>

#include "storage/store_fixture.hpp"

namespace unamex::storage {
namespace {

using enum ports::claim_outcome;
using tests::backend;

class writer_table : public store_fixture {};

TEST_P(writer_table, takes_writes_only_from_registered_writers) {
    const auto stranger = shards.open({.key_version = 1});
    EXPECT_THROW(
        tests::run(loop, stranger->claim(claim_of("margaret", "ada"))), ports::store_unavailable
    );
    EXPECT_THROW(stranger->load_blocking(0, names_on(0, 1), "import"), ports::store_unavailable);
    EXPECT_FALSE(is_taken("margaret"));
}

TEST_P(writer_table, makes_a_writer_wait_that_comes_after_others) {
    const auto second = shards.open({.key_version = 1});
    const auto shard = shard_of("margaret");
    EXPECT_EQ(store->renew_blocking(shard), std::chrono::milliseconds{0});
    EXPECT_GT(second->renew_blocking(shard), std::chrono::milliseconds{0});
    try {
        tests::run(loop, second->claim(claim_of("margaret", "ada")));
        FAIL() << "written before the other could notice";
    } catch (const ports::store_unavailable& refused) {
        EXPECT_GT(refused.retry_after(), std::chrono::milliseconds{0});
        EXPECT_LE(refused.retry_after(), ports::first_write_delay);
    }
    shards.execute(shard, "UPDATE writers SET writes_from_ms = 0");
    EXPECT_EQ(tests::run(loop, second->claim(claim_of("margaret", "ada"))).outcome, created);
}

TEST_P(writer_table, tells_each_writer_of_the_others) {
    EXPECT_FALSE(store->read_blocking(0, {}).has_other_writers);
    EXPECT_GT(store->read_blocking(0, {}).lease_left, std::chrono::milliseconds{4000});
    const auto second = shards.open({.key_version = 1});
    EXPECT_EQ(second->read_blocking(0, {}).lease_left, std::chrono::milliseconds{0});
    EXPECT_TRUE(second->read_blocking(0, {}).has_other_writers);
    second->renew_blocking(0);
    EXPECT_TRUE(store->read_blocking(0, {}).has_other_writers);
    second->retire_blocking(0);
    EXPECT_FALSE(store->read_blocking(0, {}).has_other_writers);
}

TEST_P(writer_table, removes_writers_whose_lease_ran_out) {
    const auto second = shards.open({.key_version = 1});
    second->renew_blocking(0);
    shards.execute(
        0,
        "UPDATE writers SET expires_at_ms = 0 WHERE writes_from_ms > 0 AND writes_from_ms = "
        "(SELECT max(writes_from_ms) FROM writers)"
    );
    store->renew_blocking(0);
    EXPECT_FALSE(store->read_blocking(0, {}).has_other_writers);
    EXPECT_THROW(second->load_blocking(0, names_on(0, 1), "import"), ports::store_unavailable);
}

INSTANTIATE_TEST_SUITE_P(
    every, writer_table, testing::Values(backend::sqlite, backend::postgres), tests::name_of
);

class writer_table_on_postgres : public store_fixture {};

TEST_P(writer_table_on_postgres, keeps_a_writer_whose_write_is_under_way) {
    const auto connection = tinyorm::driver::open_connection(shards.addresses()[0].url);
    connection->execute_script("BEGIN; SELECT id FROM writers FOR KEY SHARE");
    shards.execute(0, "UPDATE writers SET expires_at_ms = 0");
    const auto second = shards.open({.key_version = 1});
    second->renew_blocking(0);
    EXPECT_TRUE(second->read_blocking(0, {}).has_other_writers);
    connection->execute_script("COMMIT");
    second->renew_blocking(0);
    EXPECT_FALSE(second->read_blocking(0, {}).has_other_writers);
}

INSTANTIATE_TEST_SUITE_P(
    every, writer_table_on_postgres, testing::Values(backend::postgres), tests::name_of
);

}  // namespace
}  // namespace unamex::storage
