#include <unamex/storage/shared_cache.hpp>
#include <unamex/storage/store_refused.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/fresh_shards.hpp"

namespace unamex::storage {
namespace {

using namespace std::chrono_literals;
using tests::backend;

class shared_cache : public testing::TestWithParam<backend> {
protected:
    std::unique_ptr<sharded_store> open(const std::string& cache) const {
        return shards.open({.key_version = 1, .cache = cache});
    }
    std::unique_ptr<sharded_store> open_and_register(const std::string& cache) const {
        auto store = open(cache);
        for (const auto shard : {0U, 1U})
            store->renew_blocking(shard);
        return store;
    }
    std::string refusal(const std::string& cache) const {
        try {
            static_cast<void>(open(cache));
            return "none";
        } catch (const store_refused& refused) {
            return refused.what();
        }
    }

    tests::fresh_shards shards{GetParam(), 2};
};

TEST_P(shared_cache, is_the_same_for_all_that_run) {
    const auto first = open_and_register("redis://a:6379/0");
    const auto second = open_and_register("redis://a:6379/0");
    for (const auto* const other : {"redis://b:6379/0", "redis://a:6379/1", "none"}) {
        EXPECT_THAT(refusal(other), testing::HasSubstr("uses \"redis://a:6379/0\""));
        EXPECT_THAT(refusal(other), testing::HasSubstr("stop every unamex-api"));
    }
}

TEST_P(shared_cache, is_refused_though_only_one_shard_knows_of_it) {
    const auto first = open("redis://a:6379/0");
    first->renew_blocking(1);
    EXPECT_THAT(refusal("none"), testing::HasSubstr("redis://a:6379/0"));
}

TEST_P(shared_cache, goes_over_to_that_of_a_newcomer_once_nobody_else_runs) {
    const auto first = open_and_register("redis://a:6379/0");
    for (const auto shard : {0U, 1U})
        first->retire_blocking(shard);
    const auto second = open("none");
    EXPECT_GT(second->renew_blocking(0), 5s) << "the old cache may still say available";
    EXPECT_GT(second->renew_blocking(0), 4s);
    const auto third = open("none");
    third->renew_blocking(0);
    EXPECT_GT(third->renew_blocking(0), ports::first_write_delay)
        << "nor may others of the new one";
}

TEST_P(shared_cache, that_stays_lets_writes_begin_at_once) {
    const auto first = open_and_register("redis://a:6379/0");
    for (const auto shard : {0U, 1U})
        first->retire_blocking(shard);
    EXPECT_EQ(open("redis://a:6379/0")->renew_blocking(0), 0ms);
}

TEST_P(shared_cache, of_a_process_that_slept_too_long_is_refused_when_it_wakes) {
    const auto sleeper = open_and_register("redis://a:6379/0");
    for (const auto shard : {0U, 1U})
        shards.execute(shard, "UPDATE writers SET expires_at_ms = 1");
    const auto newcomer = open_and_register("none");
    for (const auto shard : {0U, 1U})
        EXPECT_THROW(sleeper->renew_blocking(shard), store_refused);
}

INSTANTIATE_TEST_SUITE_P(
    every, shared_cache, testing::Values(backend::sqlite, backend::postgres), tests::name_of
);

}  // namespace
}  // namespace unamex::storage
