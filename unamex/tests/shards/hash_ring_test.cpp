#include <unamex/shards/hash_ring.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace unamex::shards {
namespace {

std::vector<weighted_shard> shards_numbered(std::size_t count) {
    std::vector<weighted_shard> shards;
    for (std::size_t i = 0; i < count; ++i)
        shards.push_back({"shard-" + std::to_string(i), 1});
    return shards;
}

const std::string& owner_name(const slot_map& map, std::size_t slot) {
    return map.shards()[map.owners()[slot]];
}

TEST(hash_ring, of_one_shard_gives_it_everything) {
    const auto map = hash_ring{shards_numbered(1)}.propose(1);
    EXPECT_EQ(map.slots_of_each(), std::vector<std::size_t>{domain::slot_count});
    EXPECT_EQ(skew(map, shards_numbered(1)), 1.0);
}

TEST(hash_ring, proposes_what_it_answers_for_each_slot) {
    const hash_ring ring{shards_numbered(5)};
    const auto map = ring.propose(9);
    EXPECT_EQ(map.version(), 9U);
    for (std::size_t slot = 0; slot < domain::slot_count; ++slot) {
        const auto id = static_cast<domain::slot_id>(slot);
        ASSERT_EQ(map.owner_of(id), ring.owner_of(id));
    }
}

TEST(hash_ring, does_not_depend_on_the_order_of_its_shards) {
    auto shards = shards_numbered(7);
    const auto map = hash_ring{shards}.propose(1);
    std::ranges::reverse(shards);
    const auto reversed = hash_ring{shards}.propose(1);
    for (std::size_t slot = 0; slot < domain::slot_count; ++slot) {
        ASSERT_EQ(owner_name(map, slot), owner_name(reversed, slot));
    }
}

TEST(hash_ring, moves_slots_only_to_the_shard_that_is_new) {
    for (const std::size_t before : {1U, 2U, 4U, 9U, 31U}) {
        const auto old_map = hash_ring{shards_numbered(before)}.propose(1);
        const auto new_map = hash_ring{shards_numbered(before + 1)}.propose(2);
        const auto new_name = "shard-" + std::to_string(before);
        std::size_t moved = 0;
        for (std::size_t slot = 0; slot < domain::slot_count; ++slot) {
            if (owner_name(old_map, slot) == owner_name(new_map, slot)) continue;
            ++moved;
            ASSERT_EQ(owner_name(new_map, slot), new_name);
        }
        const double share =
            static_cast<double>(domain::slot_count) / static_cast<double>(before + 1);
        EXPECT_NEAR(static_cast<double>(moved), share, 0.15 * share) << before;
    }
}

TEST(hash_ring, spreads_the_slots_of_a_lost_shard_over_all_others) {
    auto shards = shards_numbered(5);
    const auto old_map = hash_ring{shards}.propose(1);
    shards.erase(shards.begin() + 2);
    const auto new_map = hash_ring{shards}.propose(2);
    std::vector<std::size_t> gained(shards.size());
    for (std::size_t slot = 0; slot < domain::slot_count; ++slot) {
        if (owner_name(old_map, slot) == "shard-2") {
            ++gained[new_map.owners()[slot]];
        } else {
            ASSERT_EQ(owner_name(old_map, slot), owner_name(new_map, slot));
        }
    }
    const double share = static_cast<double>(domain::slot_count) / 5 / 4;
    for (const auto slots : gained)
        EXPECT_NEAR(static_cast<double>(slots), share, 0.25 * share);
}

TEST(hash_ring, keeps_shares_near_their_weights) {
    const std::vector<weighted_shard> shards{{"small", 1}, {"medium", 2}, {"large", 5}};
    const auto slots = hash_ring{shards}.propose(1).slots_of_each();
    EXPECT_NEAR(
        static_cast<double>(slots[0]), domain::slot_count / 8.0, 0.1 * domain::slot_count / 8.0
    );
    EXPECT_NEAR(
        static_cast<double>(slots[1]), domain::slot_count / 4.0, 0.1 * domain::slot_count / 4.0
    );
    EXPECT_NEAR(
        static_cast<double>(slots[2]), domain::slot_count * 0.625, 0.1 * domain::slot_count * 0.625
    );
}

TEST(hash_ring, is_little_skewed) {
    for (const std::size_t count : {2U, 3U, 4U, 8U, 16U, 64U}) {
        const auto shards = shards_numbered(count);
        const auto found = skew(hash_ring{shards}.propose(1), shards);
        RecordProperty("skew_of_" + std::to_string(count), std::to_string(found));
        EXPECT_LT(found, 1.15) << count;
        EXPECT_GE(found, 1.0) << count;
    }
}

TEST(hash_ring, measures_skew_against_weights) {
    std::vector<shard_index> owners(domain::slot_count, 0);
    std::fill_n(owners.begin(), domain::slot_count / 4, shard_index{1});
    const slot_map map{1, {"a", "b"}, owners};
    EXPECT_DOUBLE_EQ(skew(map, std::vector<weighted_shard>{{"a", 1}, {"b", 1}}), 1.5);
    EXPECT_DOUBLE_EQ(skew(map, std::vector<weighted_shard>{{"a", 3}, {"b", 1}}), 1.0);
    EXPECT_THROW((void)skew(map, shards_numbered(3)), slot_map_error);
}

TEST(hash_ring, refuses_lists_that_are_not_sound) {
    EXPECT_THROW(hash_ring{shards_numbered(0)}, slot_map_error);
    EXPECT_THROW(hash_ring{shards_numbered(1025)}, slot_map_error);
    EXPECT_THROW(hash_ring(std::vector<weighted_shard>{{"a", 1}, {"a", 1}}), slot_map_error);
    EXPECT_THROW(hash_ring(std::vector<weighted_shard>{{"a", 0}}), slot_map_error);
    EXPECT_THROW(hash_ring(std::vector<weighted_shard>{{"a", 4096}, {"b", 1}}), slot_map_error);
    EXPECT_THROW(hash_ring(std::vector<weighted_shard>{{"A shard", 1}}), slot_map_error);
}

}  // namespace
}  // namespace unamex::shards
