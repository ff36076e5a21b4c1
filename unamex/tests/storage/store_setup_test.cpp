#include <unamex/storage/store_refused.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "storage/fresh_shards.hpp"

namespace unamex::storage {
namespace {

using tests::backend;

class store_setup : public testing::TestWithParam<backend> {
protected:
    std::string refusal(store_options options) const {
        try {
            static_cast<void>(shards.open(std::move(options)));
            return "none";
        } catch (const store_refused& refused) {
            return refused.what();
        }
    }

    tests::fresh_shards shards{GetParam(), 3};
};

TEST_P(store_setup, opens_a_new_store_and_finds_it_again) {
    const auto first = shards.open({.key_version = 1})->layout();
    const auto again = shards.open({.key_version = 1})->layout();
    EXPECT_EQ(first.names, (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(first.owners, again.owners);
    EXPECT_EQ(first.store_id, again.store_id);
    for (std::uint16_t shard = 0; shard < 3; ++shard) {
        EXPECT_GT(std::ranges::count(first.owners, shard), 4'000);
    }
}

TEST_P(store_setup, takes_the_shards_in_any_order) {
    const auto expected = shards.open({.key_version = 1})->layout();
    auto turned = shards.addresses();
    std::swap(turned[0], turned[2]);
    const auto layout = shards.open({.shards = turned, .key_version = 1})->layout();
    EXPECT_EQ(layout.owners, expected.owners);
    EXPECT_EQ(layout.names, expected.names);
}

TEST_P(store_setup, makes_one_store_when_several_processes_start_at_once) {
    std::array<ports::shard_layout, 4> layouts;
    {
        std::vector<std::jthread> starting;
        for (auto& layout : layouts)
            starting.emplace_back([&] { layout = shards.open({.key_version = 1})->layout(); });
    }
    for (const auto& layout : layouts) {
        EXPECT_EQ(layout.store_id, layouts[0].store_id);
        EXPECT_EQ(layout.owners, layouts[0].owners);
    }
}

TEST_P(store_setup, finishes_what_a_crash_left_undone) {
    static_cast<void>(shards.open({.key_version = 1}));
    // As after a crash before the first shard's transaction committed: others are set up, none is
    // in use.
    shards.execute(0, "DELETE FROM shard_state; DELETE FROM slots");
    for (const auto shard : {1U, 2U})
        shards.execute(shard, "DELETE FROM shard_state WHERE property = 'in_use'");
    EXPECT_EQ(refusal({.key_version = 1}), "none");
}

TEST_P(store_setup, refuses_keys_of_another_version) {
    static_cast<void>(shards.open({.key_version = 1}));
    EXPECT_THAT(
        refusal({.key_version = 2}),
        testing::HasSubstr("keys of version 1, this program makes keys of version 2")
    );
    EXPECT_THAT(refusal({.key_version = 2}), testing::HasSubstr("load its names into new shards"));
}

TEST_P(store_setup, refuses_another_hash_seed) {
    static_cast<void>(shards.open({.key_version = 1}));
    shards.execute(1, "UPDATE shard_state SET content = '7' WHERE property = 'hash_seed'");
    EXPECT_THAT(
        refusal({.key_version = 1}), testing::HasSubstr("shard b places names by another hash seed")
    );
}

TEST_P(store_setup, refuses_exchanged_urls) {
    static_cast<void>(shards.open({.key_version = 1}));
    auto exchanged = shards.addresses();
    std::swap(exchanged[0].url, exchanged[1].url);
    EXPECT_THAT(
        refusal({.shards = exchanged, .key_version = 1}),
        testing::HasSubstr("the database given for shard a is that of shard b")
    );
}

TEST_P(store_setup, refuses_a_shard_too_few_or_too_many) {
    auto fewer = shards.addresses();
    fewer.pop_back();
    static_cast<void>(shards.open({.shards = fewer, .key_version = 1}));
    EXPECT_THAT(
        refusal({.key_version = 1}),
        testing::HasSubstr("on the shards a, b, but a, b, c were given")
    );
    fewer.pop_back();
    EXPECT_THAT(
        refusal({.shards = fewer, .key_version = 1}), testing::HasSubstr("but a were given")
    );
}

TEST_P(store_setup, refuses_one_url_for_two_shards) {
    auto doubled = shards.addresses();
    doubled[2].url = doubled[0].url;
    EXPECT_EQ(
        refusal({.shards = doubled, .key_version = 1}),
        "shards a and c have the same URL: give each shard a database of its own"
    );
}

TEST_P(store_setup, refuses_two_spellings_of_one_database) {
    auto doubled = shards.addresses();
    const bool is_file = GetParam() == backend::sqlite;
    doubled[2].url = doubled[0].url + (is_file ? "?busy_timeout_ms=200" : "&connect_timeout=9");
    EXPECT_THAT(
        refusal({.shards = doubled, .key_version = 1}),
        testing::HasSubstr("the database of shard c could not be locked")
    );
    EXPECT_EQ(refusal({.key_version = 1}), "none") << "nothing was written";
}

TEST_P(store_setup, refuses_a_database_in_memory) {
    auto addresses = shards.addresses();
    addresses[1].url = "sqlite::memory:";
    EXPECT_THAT(
        refusal({.shards = addresses, .key_version = 1}),
        testing::HasSubstr("shard b is a database in memory")
    );
}

TEST_P(store_setup, makes_no_tables_before_every_database_has_answered) {
    auto addresses = shards.addresses();
    addresses[2].url = "sqlite:/nowhere/names.db";
    EXPECT_THROW(
        static_cast<void>(shards.open({.shards = addresses, .key_version = 1})), tinyorm::error
    );
    EXPECT_NO_THROW(shards.execute(0, "CREATE TABLE usernames (id INTEGER)"));
}

TEST_P(store_setup, refuses_an_empty_database_in_place_of_a_shard) {
    static_cast<void>(shards.open({.key_version = 1}));
    shards.execute(1, "DELETE FROM shard_state; DELETE FROM slots");
    EXPECT_THAT(
        refusal({.key_version = 1}),
        testing::HasSubstr("the database of shard b is empty, while the store is in use")
    );
}

TEST_P(store_setup, refuses_shards_of_different_stores) {
    const tests::fresh_shards others{GetParam(), 3};
    static_cast<void>(shards.open({.key_version = 1}));
    static_cast<void>(others.open({.key_version = 1}));
    auto mixed = shards.addresses();
    mixed[2] = others.addresses()[2];
    EXPECT_THAT(
        refusal({.shards = mixed, .key_version = 1}),
        testing::HasSubstr("shards a and c belong to different stores")
    );
}

TEST_P(store_setup, refuses_shards_that_disagree_about_the_slot_map) {
    static_cast<void>(shards.open({.key_version = 1}));
    shards.execute(2, "UPDATE shard_state SET content = 'other' WHERE property = 'slot_map'");
    EXPECT_THAT(
        refusal({.key_version = 1}),
        testing::HasSubstr("shards a and c do not agree on who owns which names")
    );
}

TEST_P(store_setup, refuses_a_damaged_state) {
    static_cast<void>(shards.open({.key_version = 1}));
    shards.execute(0, "UPDATE shard_state SET content = 'one' WHERE property = 'key_version'");
    EXPECT_THAT(refusal({.key_version = 1}), testing::HasSubstr("restore it from a backup"));
    shards.execute(0, "DELETE FROM shard_state WHERE property = 'key_version'");
    EXPECT_THAT(refusal({.key_version = 1}), testing::HasSubstr("lacks the property key_version"));
}

INSTANTIATE_TEST_SUITE_P(
    every, store_setup, testing::Values(backend::sqlite, backend::postgres), tests::name_of
);

}  // namespace
}  // namespace unamex::storage
