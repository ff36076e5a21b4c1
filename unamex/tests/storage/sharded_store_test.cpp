#include <tinyorm/driver/registry.hpp>
#include <tinyorm/tinyorm.hpp>
#include <unamex/storage/claim_transaction.hpp>
#include <unamex/storage/gather.hpp>

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <thread>

#include "storage/store_fixture.hpp"

namespace unamex::storage {
namespace {

using enum ports::claim_outcome;
using tests::backend;

class sharded_store : public store_fixture {};

TEST_P(sharded_store, gives_a_name_to_the_first_who_claims_it) {
    EXPECT_FALSE(is_taken("margaret"));
    const auto first = tests::run(loop, store->claim(claim_of("margaret", "ada")));
    EXPECT_EQ(first.outcome, created);
    EXPECT_EQ(first.record.owner, "ada");
    EXPECT_EQ(first.record.state, domain::name_state::claimed);
    const auto second = tests::run(loop, store->claim(claim_of("margaret", "bob")));
    EXPECT_EQ(second.outcome, taken);
    EXPECT_EQ(second.record, first.record);
    EXPECT_TRUE(is_taken("margaret"));
}

TEST_P(sharded_store, finds_a_claim_again_whose_commit_nobody_saw) {
    const auto command = claim_of("margaret", "ada");
    const auto first = tests::run(loop, store->claim(command));
    const auto again = tests::run(loop, store->claim(command));
    EXPECT_EQ(again.outcome, created);
    EXPECT_EQ(again.record, first.record);
}

TEST_P(sharded_store, finds_a_keyed_claim_again_whose_commit_nobody_saw) {
    const auto command = claim_of("margaret", "ada", "key");
    EXPECT_EQ(tests::run(loop, store->claim(command)).outcome, created);
    EXPECT_EQ(tests::run(loop, store->claim(command)).outcome, created);
}

TEST_P(sharded_store, repeats_the_answer_to_a_repeated_key) {
    EXPECT_EQ(claim("margaret", "ada", "key-ada"), created);
    EXPECT_EQ(claim("margaret", "ada", "key-ada"), replayed_created);
    EXPECT_EQ(claim("margaret", "bob", "key-bob"), taken);
    EXPECT_EQ(claim("margaret", "bob", "key-bob"), replayed_taken);
}

TEST_P(sharded_store, refuses_a_key_with_another_name_on_whatever_shard) {
    // Enough for each order of the shards of key, first name and second name.
    for (int i = 0; i < 32; ++i) {
        const auto number = std::to_string(i);
        EXPECT_EQ(claim("margaret" + number, "ada", "key" + number), created);
        EXPECT_EQ(claim("grace" + number, "ada", "key" + number), key_reused) << number;
        EXPECT_FALSE(is_taken("grace" + number));
    }
}

TEST_P(sharded_store, forgets_a_key_after_its_time) {
    EXPECT_EQ(claim("margaret", "ada", "key"), created);
    for (const auto shard : {0U, 1U})
        shards.execute(shard, "UPDATE idempotency SET expires_at = '2001-01-01 00:00:00'");
    EXPECT_EQ(claim("grace", "ada", "key"), created);
    EXPECT_EQ(claim("margaret", "ada", "key"), key_reused);
}

// On SQLite one write waits for the other anyway. Here only the key they share is in the way.
TEST(claims_on_postgres, refuse_a_key_that_another_transaction_is_binding) {
    microfast::net::event_loop loop;  // outlives the store, whose threads answer to it
    const tests::fresh_shards shards{backend::postgres, 1};
    const auto store = shards.open();
    const auto& url = shards.addresses().front().url;
    const auto observer = tinyorm::driver::open_connection(url);
    const std::string waiting =
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND "
        "wait_event_type = 'Lock'";
    std::atomic<bool> is_decided = false;
    ports::claim_result second;
    std::jthread claiming;
    tinyorm::database{url}.transaction([&](tinyorm::session& session) {
        const auto first = claim_of("margaret", "ada", "key");
        EXPECT_EQ(reserve_key(session, "key", first.request_hash), key_reservation::free);
        claiming = std::jthread{[&] {
            second = tests::run(loop, store->claim(claim_of("grace", "ada", "key")));
            is_decided = true;
        }};
        while (!is_decided && observer->execute(waiting)->next_row().empty())
            std::this_thread::yield();
        EXPECT_FALSE(is_decided);
    });
    claiming.join();
    EXPECT_EQ(second.outcome, key_reused);
    EXPECT_EQ(observer->execute("SELECT norm FROM usernames")->next_row().size(), 0U);
}

TEST_P(sharded_store, lets_exactly_one_of_many_concurrent_claims_win) {
    std::atomic<int> winners = 0;
    std::atomic<int> losers = 0;
    {
        std::vector<std::jthread> threads;
        for (std::size_t at = 0; at < loops.size(); ++at) {
            threads.emplace_back([&, at] {
                std::vector<microfast::task<ports::claim_result>> claims;
                for (int i = 0; i < 16; ++i) {
                    claims.push_back(store->claim(claim_of("margaret", std::to_string(at * 16 + i)))
                    );
                }
                for (const auto& result : tests::run(loops[at], gather(std::move(claims)))) {
                    ++(result.outcome == created ? winners : losers);
                }
            });
        }
    }
    EXPECT_EQ(winners, 1);
    EXPECT_EQ(losers, 63);
    EXPECT_EQ(all_changes(shard_of("margaret")).size(), 1U);
}

TEST_P(sharded_store, answers_lookups_in_order_across_shards) {
    std::vector<std::string> norms;
    for (int i = 0; i < 60; ++i) {
        norms.push_back("name" + std::to_string(i));
        if (i % 3 != 0) continue;
        EXPECT_EQ(claim(norms.back(), "ada"), created);
    }
    const auto taken = tests::run(loop, store->taken(norms));
    ASSERT_EQ(taken.size(), 60U);
    for (std::size_t i = 0; i < taken.size(); ++i)
        EXPECT_EQ(taken[i], i % 3 == 0) << norms[i];
}

INSTANTIATE_TEST_SUITE_P(
    every, sharded_store, testing::Values(backend::sqlite, backend::postgres), tests::name_of
);

class sharded_store_on_postgres : public store_fixture {};

TEST_P(sharded_store_on_postgres, refuses_only_the_names_of_a_shard_that_is_away) {
    const auto away = names_on(0, 12);
    const auto here = names_on(1, 12);
    shards.lock_out(0);
    for (std::size_t i = 0; i < 12; ++i) {
        EXPECT_THROW(claim(away[i].norm, "ada"), ports::store_unavailable);
        EXPECT_EQ(claim(here[i].norm, "ada", "key-" + std::to_string(i)), created);
        EXPECT_THROW(is_taken(away[i].norm), ports::store_unavailable);
        EXPECT_TRUE(is_taken(here[i].norm));
    }
    EXPECT_THROW(static_cast<void>(store->read_blocking(0, {})), ports::store_unavailable);
    shards.let_in(0);
    for (int turn = 0;; ++turn) {
        ASSERT_LT(turn, 500) << "the shard is back, and nobody noticed";
        try {
            EXPECT_EQ(claim(away[0].norm, "ada"), created);
            break;
        } catch (const ports::store_unavailable& still) {
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
    }
}

TEST_P(sharded_store_on_postgres, answers_at_once_when_the_breaker_is_open) {
    const auto name = names_on(0, 1).front().norm;
    shards.lock_out(0);
    for (int i = 0; i < 3; ++i)
        EXPECT_THROW(is_taken(name), ports::store_unavailable);
    try {
        is_taken(name);
        FAIL();
    } catch (const ports::store_unavailable& refused) {
        EXPECT_EQ(refused.shard(), "a");
        EXPECT_NE(
            std::string_view{refused.what()}.find("several times in a row"), std::string_view::npos
        );
        EXPECT_GT(refused.retry_after(), std::chrono::milliseconds{0});
    }
}

TEST_P(sharded_store_on_postgres, does_not_wait_for_a_lock_longer_than_its_deadline) {
    storage::store_options hasty{.key_version = 1};
    hasty.shard.deadline = std::chrono::milliseconds{200};
    const auto second = shards.open(std::move(hasty));
    second->renew_blocking(0);
    shards.execute(0, "UPDATE writers SET writes_from_ms = 0");
    const auto connection = tinyorm::driver::open_connection(shards.addresses()[0].url);
    connection->execute_script("BEGIN; SELECT slot FROM slots FOR UPDATE");
    const auto name = names_on(0, 1).front().norm;
    EXPECT_THROW(tests::run(loop, second->claim(claim_of(name, "ada"))), ports::store_unavailable);
    connection->execute_script("COMMIT");
    EXPECT_EQ(claim(name, "bob"), created);
}

INSTANTIATE_TEST_SUITE_P(
    every, sharded_store_on_postgres, testing::Values(backend::postgres), tests::name_of
);

}  // namespace
}  // namespace unamex::storage
