#include <unamex/storage/shared_cache.hpp>
#include <unamex/storage/store_refused.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "storage/store_fixture.hpp"

namespace unamex::storage {
namespace {

using namespace std::chrono_literals;
using tests::backend;

class shared_cache : public testing::TestWithParam<backend> {
protected:
    std::unique_ptr<sharded_store> open(const std::string& cache) const {
        return open(std::make_shared<ports::cache_identity>(cache));
    }
    std::unique_ptr<sharded_store> open(std::shared_ptr<ports::cache_identity> cache) const {
        return shards.open({.key_version = 1, .cache = std::move(cache)});
    }
    std::unique_ptr<sharded_store> open_and_register(const std::string& cache) const {
        auto store = open(cache);
        for (const auto shard : {0U, 1U})
            store->renew_blocking(shard);
        return store;
    }
    static void renew(sharded_store& store) {
        for (const auto shard : {0U, 1U})
            store.renew_blocking(shard);
    }
    static void trim(sharded_store& store) { static_cast<void>(store.trim_blocking(0)); }
    static std::shared_ptr<ports::cache_identity> found(const std::string& cache) {
        return std::make_shared<ports::cache_identity>(cache);
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

TEST_P(shared_cache, goes_over_to_another_that_all_who_run_have_found) {
    const std::array caches{found("a"), found("a")};
    const auto first = open(caches[0]);
    const auto second = open(caches[1]);
    renew(*first);
    renew(*second);
    for (const auto& cache : caches)
        cache->found("b");  // Redis was started again, without what it knew
    EXPECT_THROW(renew(*first), store_refused) << "the second has not noticed yet";
    EXPECT_GT(second->renew_blocking(0), 5s);
    EXPECT_EQ(first->renew_blocking(0), ports::first_write_delay);
}

TEST_P(shared_cache, found_by_one_alone_is_refused_and_does_not_disturb_the_others) {
    const auto strayed = found("a");
    const auto first = open(strayed);
    renew(*first);
    const auto second = open_and_register("a");
    strayed->found("b");
    EXPECT_THROW(renew(*first), store_refused);
    EXPECT_THROW(trim(*first), ports::store_unavailable);
    EXPECT_FALSE(second->read_blocking(0, {}).has_other_writers);
    strayed->found("a");
    EXPECT_NO_THROW(renew(*first));
}

TEST_P(shared_cache, that_is_another_one_now_takes_no_write_under_the_old_registration) {
    const auto cache = found("a");
    const auto store = open(cache);
    renew(*store);
    EXPECT_NO_THROW(trim(*store));
    cache->found("b");
    EXPECT_THROW(trim(*store), ports::store_unavailable);
}

TEST_P(shared_cache, takes_a_claim_only_if_it_was_announced_to_that_one) {
    microfast::net::event_loop loop;  // outlives the store, whose threads answer to it
    const auto cache = found("a");
    const auto store = open(cache);
    renew(*store);
    const auto claim = [&](const std::string& name, const std::string& announced_to) {
        auto command = claim_of(name, "ada");
        command.cache = announced_to;
        return tests::run(loop, store->claim(std::move(command))).outcome;
    };
    EXPECT_EQ(claim("grace", "a"), ports::claim_outcome::created);
    cache->found("b");  // one connection of this process, where the claim is announced
    cache->found("a");  // another one, before the shard is asked
    EXPECT_THROW(claim("joan", "b"), ports::store_unavailable);
    EXPECT_THROW(claim("joan", ""), ports::store_unavailable);
    EXPECT_EQ(claim("joan", "a"), ports::claim_outcome::created);
}

TEST_P(shared_cache, that_was_not_reached_yet_agrees_with_all_and_takes_no_writes) {
    const auto first = open_and_register("a");
    const auto cache = found("");
    const auto second = open(cache);
    renew(*second);
    EXPECT_GT(second->read_blocking(0, {}).lease_left, 0ms) << "its filter may be trusted";
    EXPECT_THROW(trim(*second), ports::store_unavailable);
    EXPECT_NO_THROW(trim(*first));
    cache->found("a");
    EXPECT_NO_THROW(renew(*second));
    const auto alone = open_and_register("");
    first->retire_blocking(0);
    EXPECT_NO_THROW(open("a")->renew_blocking(0));
}

TEST_P(shared_cache, is_agreed_on_once_every_shard_takes_writes) {
    const auto cache = found("a");
    const auto store = open(cache);
    EXPECT_FALSE(cache->is_agreed());
    store->renew_blocking(0);
    EXPECT_FALSE(cache->is_agreed());
    store->renew_blocking(1);
    EXPECT_TRUE(cache->is_agreed());
    cache->found("b");
    renew(*store);
    EXPECT_FALSE(cache->is_agreed()) << "nobody writes yet: the old one may still say available";
}

INSTANTIATE_TEST_SUITE_P(
    every, shared_cache, testing::Values(backend::sqlite, backend::postgres), tests::name_of
);

}  // namespace
}  // namespace unamex::storage
