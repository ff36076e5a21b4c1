#include <unamex/services/log_follower.hpp>

#include <gtest/gtest.h>

#include "services/known.hpp"
#include "services/memory_store.hpp"

namespace unamex::services {
namespace {

using namespace std::chrono_literals;

class log_follower : public testing::Test {
protected:
    services::log_follower make(const domain::log_positions& applied = {}) {
        return {store.shard_of("margaret"), applied, *known, store, store, clock};
    }
    bool is_free(std::string_view norm) const {
        return known->is_surely_free(domain::hash_name(norm), clock);
    }

    /// Names that live on the shard of "margaret".
    std::vector<std::string> neighbours(int count) const {
        std::vector<std::string> names;
        for (int i = 0; std::ssize(names) < count; ++i) {
            auto name = "margaret" + std::to_string(i);
            if (store.shard_of(name) == store.shard_of("margaret"))
                names.push_back(std::move(name));
        }
        return names;
    }

    tests::manual_clock clock;
    tests::memory_store store;
    std::unique_ptr<known_names> known = tests::nothing_known(store.layout());
};

TEST_F(log_follower, learns_what_others_wrote_and_trusts_it_for_a_second) {
    store.insert("margaret", 9);
    auto follower = make();
    EXPECT_EQ(follower.follow_blocking(), follow_progress::current);
    EXPECT_TRUE(known->index().contains("margaret"));
    EXPECT_FALSE(is_free("margaret"));
    const auto free = neighbours(1).front();
    EXPECT_TRUE(is_free(free));
    clock.move(1s);
    EXPECT_FALSE(is_free(free));
    EXPECT_EQ(store.renewals, 1U);
}

TEST_F(log_follower, trusts_nothing_while_others_may_write) {
    store.set_other_writers(true);
    auto follower = make();
    EXPECT_EQ(follower.follow_blocking(), follow_progress::current);
    EXPECT_FALSE(is_free("margaret"));
    store.set_other_writers(false);
    follower.follow_blocking();
    EXPECT_TRUE(is_free("margaret"));
    store.set_other_writers(true);
    follower.follow_blocking();
    EXPECT_FALSE(is_free("margaret")) << "what was given before is withdrawn";
}

TEST_F(log_follower, trusts_nothing_before_it_has_caught_up) {
    const auto names = neighbours(8);
    for (const auto& name : names)
        store.insert(name);
    auto follower = make();
    EXPECT_EQ(follower.follow_blocking(), follow_progress::behind);
    EXPECT_FALSE(is_free("margaret"));
    while (follower.follow_blocking() == follow_progress::behind) {
    }
    EXPECT_TRUE(is_free("margaret"));
    for (const auto& name : names)
        EXPECT_FALSE(is_free(name));
}

TEST_F(log_follower, starts_after_the_positions_of_a_snapshot) {
    store.insert("margaret");
    auto follower = make(store.end_blocking(store.shard_of("margaret")));
    follower.follow_blocking();
    EXPECT_FALSE(known->index().contains("margaret"));
    domain::log_positions reached;
    follower.add_positions(reached);
    EXPECT_EQ(reached, store.end_blocking(store.shard_of("margaret")));
}

TEST_F(log_follower, lets_trust_run_out_while_the_shard_is_away) {
    auto follower = make();
    follower.follow_blocking();
    store.set_away(store.shard_of("margaret"), true);
    EXPECT_THROW(follower.follow_blocking(), ports::store_unavailable);
    EXPECT_TRUE(is_free("margaret"));
    clock.move(1s);
    EXPECT_FALSE(is_free("margaret"));
}

TEST_F(log_follower, does_not_go_on_past_a_gap) {
    store.insert("margaret");
    store.insert("margaret");
    store.lose_oldest_change("margaret");
    auto follower = make();
    EXPECT_THROW(follower.follow_blocking(), log_broken);
    EXPECT_FALSE(is_free(neighbours(1).front()));
}

TEST_F(log_follower, does_not_trust_a_shard_that_went_back_in_time) {
    store.insert("margaret");
    auto follower = make();
    follower.follow_blocking();
    store.rewind("margaret");
    EXPECT_THROW(follower.follow_blocking(), log_broken);
    EXPECT_FALSE(is_free(neighbours(1).front()));
}

TEST_F(log_follower, does_not_trust_it_again_once_its_log_has_grown) {
    store.insert("margaret");
    auto follower = make();
    follower.follow_blocking();
    store.rewind("margaret");
    EXPECT_THROW(follower.follow_blocking(), log_broken);
    store.insert("margaret");
    EXPECT_THROW(follower.follow_blocking(), log_broken);
    EXPECT_FALSE(is_free(neighbours(1).front()));
}

TEST_F(log_follower, trusts_nothing_when_the_log_no_longer_has_what_it_needs) {
    auto follower = make();
    follower.follow_blocking();
    store.insert("margaret");
    store.trim("margaret");
    EXPECT_THROW(follower.follow_blocking(), log_broken);
    EXPECT_FALSE(is_free("margaret"));
    EXPECT_FALSE(is_free(neighbours(1).front()));
}

TEST_F(log_follower, says_until_when_the_shard_takes_this_process_for_a_writer) {
    const auto hash = domain::hash_name("margaret");
    EXPECT_FALSE(known->is_cache_shared(hash, clock));
    auto follower = make();
    follower.follow_blocking();
    clock.move(ports::writer_lease - 1ms);
    EXPECT_TRUE(known->is_cache_shared(hash, clock));
    clock.move(1ms);
    EXPECT_FALSE(known->is_cache_shared(hash, clock));
}

}  // namespace
}  // namespace unamex::services
