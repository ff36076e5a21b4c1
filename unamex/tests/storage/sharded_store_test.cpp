#include <tinyorm/driver/registry.hpp>
#include <tinyorm/tinyorm.hpp>
#include <unamex/domain/name_hash.hpp>
#include <unamex/storage/claim_transaction.hpp>
#include <unamex/storage/gather.hpp>

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "services/run_task.hpp"
#include "storage/fresh_shards.hpp"

namespace unamex::storage {
namespace {

using enum ports::claim_outcome;
using tests::backend;

ports::claim_command claim_of(
    std::string norm, std::string owner, std::optional<std::string> key = {}
) {
    static std::atomic<int> claims{0};
    ports::claim_command command{
        .username = norm,
        .norm = norm,
        .owner = owner,
        .claim_id = "claim-" + std::to_string(++claims),
        .idempotency_key = std::move(key)};
    command.request_hash = domain::hash_name(norm + owner);
    return command;
}

class sharded_store : public testing::TestWithParam<backend> {
protected:
    ports::claim_outcome claim(
        std::string norm, std::string owner, std::optional<std::string> key = {}
    ) {
        return tests::run(
                   loop, store->claim(claim_of(std::move(norm), std::move(owner), std::move(key)))
        )
            .outcome;
    }
    bool is_taken(std::string norm) {
        std::vector<std::string> norms;
        norms.push_back(std::move(norm));
        return tests::run(loop, store->taken(std::move(norms))).front();
    }
    std::size_t shard_of(std::string_view text) const {
        return store->layout().shard_of(domain::hash_name(text));
    }

    /// Names of one shard, none of which is taken yet.
    std::vector<ports::loaded_name> names_on(
        std::size_t shard, std::size_t count, std::string_view prefix = "name"
    ) const {
        std::vector<ports::loaded_name> names;
        for (int i = 0; names.size() < count; ++i) {
            auto norm = std::string{prefix} + std::to_string(i);
            if (shard_of(norm) == shard)
                names.push_back({"N" + norm, norm, static_cast<std::uint8_t>(i % 256)});
        }
        return names;
    }

    /// Every change of a shard, read in as many steps as it takes.
    std::vector<ports::change> all_changes(std::size_t shard) {
        domain::log_positions applied;
        std::vector<ports::change> all;
        for (;;) {
            auto reading = store->read_blocking(shard, applied);
            for (auto& change : reading.changes) {
                EXPECT_EQ(change.position.sequence, applied[change.position.slot] + 1) << "a gap";
                applied.advance(change.position);
                all.push_back(std::move(change));
            }
            if (reading.is_complete) return all;
        }
    }

    microfast::net::event_loop loop;
    std::array<microfast::net::event_loop, 4> loops;
    tests::fresh_shards shards{GetParam(), 2};
    std::unique_ptr<storage::sharded_store> store = shards.open();
};

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
            microfast::net::event_loop loop;
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

TEST_P(sharded_store, numbers_concurrent_changes_without_gaps) {
    std::vector<microfast::task<ports::claim_result>> claims;
    for (int i = 0; i < 100; ++i)
        claims.push_back(store->claim(claim_of("name" + std::to_string(i), "ada")));
    for (const auto& result : tests::run(loop, gather(std::move(claims))))
        EXPECT_EQ(result.outcome, created);
    EXPECT_EQ(all_changes(0).size() + all_changes(1).size(), 100U);
}

TEST_P(sharded_store, numbers_concurrent_changes_of_one_slot_without_gaps) {
    const auto slot = domain::slot_of(domain::hash_name("name0"));
    std::vector<microfast::task<ports::claim_result>> claims;
    for (int i = 0; claims.size() < 12; ++i) {
        const auto norm = "name" + std::to_string(i);
        if (domain::slot_of(domain::hash_name(norm)) == slot)
            claims.push_back(store->claim(claim_of(norm, "ada")));
    }
    for (const auto& result : tests::run(loop, gather(std::move(claims))))
        EXPECT_EQ(result.outcome, created);
    EXPECT_EQ(all_changes(store->layout().shard_of(slot)).size(), 12U);
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

TEST_P(sharded_store, tells_in_its_log_what_was_claimed) {
    EXPECT_EQ(claim("margaret", "ada"), created);
    const auto shard = shard_of("margaret");
    const auto changes = all_changes(shard);
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].norm, "margaret");
    EXPECT_EQ(
        changes[0].position,
        (domain::log_position{domain::slot_of(domain::hash_name("margaret")), 1})
    );
    EXPECT_TRUE(all_changes(1 - shard).empty());
    const auto after = store->read_blocking(shard, store->end_blocking(shard));
    EXPECT_TRUE(after.changes.empty());
    EXPECT_TRUE(after.is_complete);
    EXPECT_FALSE(after.is_rewound);
}

TEST_P(sharded_store, notices_that_a_shard_went_back_in_time) {
    EXPECT_EQ(claim("margaret", "ada"), created);
    const auto shard = shard_of("margaret");
    const auto end = store->end_blocking(shard);
    shards.execute(shard, "UPDATE slots SET sequence = 0");
    EXPECT_TRUE(store->read_blocking(shard, end).is_rewound);
}

TEST_P(sharded_store, loads_names_in_bulk_and_counts_them) {
    auto names = names_on(0, 500);
    EXPECT_EQ(claim(names[7].norm, "ada"), created);
    names.push_back(names[3]);
    const auto counts = store->load_blocking(0, names, "import");
    EXPECT_EQ(counts.inserted, 499U);
    EXPECT_EQ(counts.duplicate, 2U);
    EXPECT_EQ(all_changes(0).size(), 500U);
    const auto again = store->load_blocking(0, names, "import");
    EXPECT_EQ(again.inserted, 0U);
    EXPECT_EQ(again.duplicate, 501U);
    EXPECT_EQ(all_changes(0).size(), 500U);
    EXPECT_TRUE(is_taken(names[0].norm));
    EXPECT_EQ(claim(names[0].norm, "bob"), taken);
}

TEST_P(sharded_store, loads_while_names_are_claimed) {
    const auto names = names_on(0, 2000);
    std::atomic<std::uint64_t> inserted = 0;
    {
        std::jthread loader{[&] {
            for (std::size_t i = 0; i < names.size(); i += 500) {
                inserted +=
                    store->load_blocking(0, std::span{names}.subspan(i, 500), "import").inserted;
            }
        }};
        std::vector<microfast::task<ports::claim_result>> claims;
        for (std::size_t i = 0; i < names.size(); i += 50)
            claims.push_back(store->claim(claim_of(names[i].norm, "ada")));
        for (const auto& result : tests::run(loop, gather(std::move(claims))))
            inserted += result.outcome == created ? 1 : 0;
    }
    EXPECT_EQ(inserted, 2000U);
    EXPECT_EQ(all_changes(0).size(), 2000U);
}

TEST_P(sharded_store, reads_a_long_log_in_steps) {
    for (const auto* const prefix : {"x", "y", "z"}) {
        store->load_blocking(0, names_on(0, 9'000, prefix), "import");
    }
    const auto first = store->read_blocking(0, {});
    EXPECT_FALSE(first.is_complete);
    EXPECT_GT(first.changes.size(), 10'000U);
    EXPECT_LE(first.changes.size(), 20'000U);
    EXPECT_EQ(all_changes(0).size(), 27'000U);
}

TEST_P(sharded_store, refuses_to_load_names_of_another_shard) {
    EXPECT_THROW(store->load_blocking(1, names_on(0, 1), "import"), std::invalid_argument);
}

TEST_P(sharded_store, reads_all_names_in_byte_order_page_by_page) {
    const auto names = names_on(1, 250);
    std::map<std::string, std::uint8_t> expected;
    for (const auto& name : names)
        expected.emplace(name.norm, name.weight);
    store->load_blocking(1, names, "import");
    std::vector<std::pair<const std::string, std::uint8_t>> read;
    for (auto page = store->names_blocking(1, "", 100); !page.empty();
         page = store->names_blocking(1, page.back().norm, 100)) {
        EXPECT_LE(page.size(), 100U);
        for (const auto& [norm, weight] : page)
            read.emplace_back(norm, weight);
    }
    EXPECT_EQ(read, (decltype(read){expected.begin(), expected.end()}));
}

TEST_P(sharded_store, takes_writes_only_from_registered_writers) {
    const auto stranger = shards.open({.key_version = 1});
    EXPECT_THROW(
        tests::run(loop, stranger->claim(claim_of("margaret", "ada"))), ports::store_unavailable
    );
    EXPECT_THROW(stranger->load_blocking(0, names_on(0, 1), "import"), ports::store_unavailable);
    EXPECT_FALSE(is_taken("margaret"));
}

TEST_P(sharded_store, makes_a_writer_wait_that_comes_after_others) {
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

TEST_P(sharded_store, tells_each_writer_of_the_others) {
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

TEST_P(sharded_store, notices_a_log_that_went_back_in_one_slot_and_on_in_another) {
    store->load_blocking(0, names_on(0, 2), "import");
    const auto applied = store->end_blocking(0);
    EXPECT_FALSE(store->read_blocking(0, applied).is_rewound);
    shards.execute(
        0,
        "UPDATE slots SET sequence = sequence + CASE WHEN slot ="
        " (SELECT min(slot) FROM slots WHERE sequence > 0) THEN -1 ELSE 1 END"
        " WHERE slot IN (SELECT min(slot) FROM slots WHERE sequence > 0"
        " UNION SELECT max(slot) FROM slots)"
    );
    EXPECT_TRUE(store->read_blocking(0, applied).is_rewound);
}

TEST_P(sharded_store, removes_writers_whose_lease_ran_out) {
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
    every, sharded_store, testing::Values(backend::sqlite, backend::postgres), tests::name_of
);

class sharded_store_on_postgres : public sharded_store {};

TEST_P(sharded_store_on_postgres, keeps_a_writer_whose_write_is_under_way) {
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
