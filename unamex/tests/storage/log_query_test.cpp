#include <tinyorm/tinyorm.hpp>
#include <unamex/storage/gather.hpp>
#include <unamex/storage/log_query.hpp>

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <thread>

#include "storage/store_fixture.hpp"

namespace unamex::storage {
namespace {

using enum ports::claim_outcome;
using tests::backend;

class log_query : public store_fixture {};

TEST_P(log_query, numbers_concurrent_changes_without_gaps) {
    std::vector<microfast::task<ports::claim_result>> claims;
    for (int i = 0; i < 100; ++i)
        claims.push_back(store->claim(claim_of("name" + std::to_string(i), "ada")));
    for (const auto& result : tests::run(loop, gather(std::move(claims))))
        EXPECT_EQ(result.outcome, created);
    EXPECT_EQ(all_changes(0).size() + all_changes(1).size(), 100U);
}

TEST_P(log_query, numbers_concurrent_changes_of_one_slot_without_gaps) {
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

TEST_P(log_query, tells_in_its_log_what_was_claimed) {
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

TEST_P(log_query, notices_that_a_shard_went_back_in_time) {
    EXPECT_EQ(claim("margaret", "ada"), created);
    const auto shard = shard_of("margaret");
    const auto end = store->end_blocking(shard);
    shards.execute(shard, "UPDATE slots SET sequence = 0");
    EXPECT_TRUE(store->read_blocking(shard, end).is_rewound);
}

TEST_P(log_query, reads_a_long_log_in_steps) {
    for (const auto* const prefix : {"x", "y", "z"}) {
        store->load_blocking(0, names_on(0, 9'000, prefix), "import");
    }
    const auto first = store->read_blocking(0, {});
    EXPECT_FALSE(first.is_complete);
    EXPECT_GT(first.changes.size(), 10'000U);
    EXPECT_LE(first.changes.size(), 20'000U);
    EXPECT_EQ(all_changes(0).size(), 27'000U);
}

TEST_P(log_query, reads_all_names_in_byte_order_page_by_page) {
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

TEST_P(log_query, notices_a_log_that_went_back_in_one_slot_and_on_in_another) {
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

INSTANTIATE_TEST_SUITE_P(
    every, log_query, testing::Values(backend::sqlite, backend::postgres), tests::name_of
);

}  // namespace
}  // namespace unamex::storage
