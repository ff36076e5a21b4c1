#include <microfast/net/sleep.hpp>
#include <unamex/cache/identify.hpp>
#include <unamex/cache/redis_answer_cache.hpp>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <functional>
#include <system_error>

#include "private_redis.hpp"
#include "run_task.hpp"

namespace unamex::cache {
namespace {

using ports::cached_state;
using std::chrono::milliseconds;

class redis_identity : public testing::Test {
protected:
    redis_identity() {
        options.identity = identity;
        options.health = std::make_shared<redis_health>(
            address(),
            [this](redis_health::notice, const std::string& sentence) { said.push_back(sentence); }
        );
    }

    [[nodiscard]] redis_address address() const { return {.socket_path = redis.socket()}; }

    static std::string id_of(const private_redis& asked) {
        const auto seen = std::make_shared<ports::cache_identity>("");
        EXPECT_EQ(identify_blocking({.socket_path = asked.socket()}, seen), "");
        return seen->last().id;
    }
    void wait_until(const std::function<bool()>& holds) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        while (!holds() && std::chrono::steady_clock::now() < deadline) {
            loop.spawn(stop_soon(loop));
            loop.run();
        }
        EXPECT_TRUE(holds());
    }
    static microfast::task<> stop_soon(microfast::net::event_loop& loop) {
        co_await microfast::net::sleep_for(milliseconds(5));
        loop.stop();
    }

    private_redis redis;
    microfast::net::event_loop loop;
    std::shared_ptr<ports::cache_identity> identity = std::make_shared<ports::cache_identity>("");
    std::vector<std::string> said;
    redis_options options{
        .deadline = milliseconds{200},
        .shortest_pause = milliseconds{1},
        .longest_pause = milliseconds{1},
        .watch = milliseconds{10}};
};

TEST_F(redis_identity, is_in_redis_however_that_is_reached) {
    const auto id = id_of(redis);
    EXPECT_EQ(id.size(), 32U);
    EXPECT_EQ(id_of(redis), id);
    EXPECT_EQ(redis.ask("get unamex:cache"), id + "\n");
    EXPECT_NE(id_of(private_redis{}), id);
}

TEST_F(redis_identity, is_not_told_while_redis_is_away) {
    redis.kill();
    EXPECT_NE(identify_blocking(address(), identity), "");
    EXPECT_EQ(identity->last().id, "");
}

TEST_F(redis_identity, cannot_be_asked_without_descriptors_and_that_is_said) {
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit none{.rlim_cur = 0, .rlim_max = before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
    EXPECT_THROW(identify_blocking(address(), identity), std::system_error);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
    EXPECT_EQ(identify_blocking(address(), identity), "");
}

TEST_F(redis_identity, becomes_another_one_when_redis_forgets_though_nobody_asks) {
    redis_answer_cache cache{loop, address(), options};
    ASSERT_TRUE(run_task(loop, cache.is_there()));
    const auto before = identity->last();
    (void)redis.ask("flushall");
    wait_until([&] { return identity->number() != before.number; });
    EXPECT_NE(identity->last().id, before.id);
    redis.kill();
    redis.start();
    const auto flushed = identity->number();
    wait_until([&] { return identity->number() != flushed; });
}

TEST_F(redis_identity, of_another_connection_ends_one_to_an_older_redis) {
    redis_answer_cache cache{loop, address(), options};
    ASSERT_TRUE(run_task(loop, cache.is_there()));
    identity->found("another");
    run_task(loop, cache.is_there());
    ASSERT_GE(said.size(), 2U);
    EXPECT_NE(said[1].find("has found another Redis"), std::string::npos) << said[1];
    wait_until([&] { return run_task(loop, cache.is_there()); });
    EXPECT_EQ(identity->last().id, id_of(redis));
}

TEST_F(redis_identity, changes_ever_more_slowly_where_connections_find_different_ones) {
    constexpr int changes = 20;
    const private_redis another;
    options.longest_pause = std::chrono::seconds{10};
    options.watch = milliseconds{1};
    redis_answer_cache cache{loop, address(), options};
    redis_answer_cache strayed{loop, {.socket_path = another.socket()}, options};
    const auto before = std::chrono::steady_clock::now();
    run_task(loop, cache.is_there());
    run_task(loop, strayed.is_there());
    const auto first = identity->number();
    wait_until([&] { return identity->number() >= first + changes; });
    // Each has been ended ten times, and left alone for 1, 2, 4 ... 256 ms, or half of that.
    EXPECT_GE(std::chrono::steady_clock::now() - before, milliseconds{400});
}

TEST_F(redis_identity, is_that_of_the_redis_which_a_claim_was_announced_to) {
    const private_redis another;
    redis_answer_cache cache{loop, address(), options};
    redis_answer_cache strayed{loop, {.socket_path = another.socket()}, options};
    EXPECT_EQ(run_task(loop, strayed.announce_claim("ada")), id_of(another));
    EXPECT_EQ(run_task(loop, cache.announce_claim("ada")), id_of(redis));
}

TEST_F(redis_identity, lets_available_be_told_once_all_shards_agree) {
    redis_answer_cache cache{loop, address(), options};
    identity->expect_shards(1);
    run_task(loop, cache.find({"ada"}));
    run_task(loop, cache.remember_available({"ada"}, ports::machine_clock{}.now()));
    EXPECT_EQ(run_task(loop, cache.find({"ada"}))[0], std::nullopt);
    identity->agree(0, identity->number());
    EXPECT_EQ(run_task(loop, cache.find({"ada"}))[0], cached_state::available);
}

TEST_F(redis_identity, is_of_no_use_where_redis_evicts) {
    (void)redis.ask("config set maxmemory-policy allkeys-lru");
    redis_answer_cache cache{loop, address(), options};
    EXPECT_FALSE(run_task(loop, cache.is_there()));
    ASSERT_EQ(said.size(), 1U);
    EXPECT_NE(said[0].find("its maxmemory-policy is allkeys-lru"), std::string::npos) << said[0];
    EXPECT_NE(said[0].find("CONFIG SET maxmemory-policy noeviction"), std::string::npos) << said[0];
    (void)redis.ask("config set maxmemory-policy noeviction");
    wait_until([&] { return run_task(loop, cache.is_there()); });
    (void)redis.ask("config set maxmemory-policy volatile-lru");
    wait_until([&] { return !run_task(loop, cache.is_there()); });
}

TEST_F(redis_identity, is_used_where_the_policy_cannot_be_asked_and_that_is_told_once) {
    (void)redis.ask("acl setuser default -config");
    redis_answer_cache cache{loop, address(), options};
    redis_answer_cache of_another_loop{loop, address(), options};
    EXPECT_TRUE(run_task(loop, cache.is_there()));
    EXPECT_TRUE(run_task(loop, of_another_loop.is_there()));
    ASSERT_EQ(said.size(), 2U);
    EXPECT_NE(said[0].find("make sure that it is noeviction"), std::string::npos) << said[0];
    EXPECT_TRUE(said[1].ends_with("answers"));
}

}  // namespace
}  // namespace unamex::cache
