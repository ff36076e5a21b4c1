#include <unamex/shards/slot_map.hpp>

#include <gtest/gtest.h>

namespace unamex::shards {
namespace {

std::string error_of(
    std::uint64_t version, std::vector<std::string> shards, std::vector<shard_index> owners
) {
    try {
        (void)slot_map{version, std::move(shards), std::move(owners)};
    } catch (const slot_map_error& error) {
        return error.what();
    }
    return "none";
}

const std::vector<shard_index> all_to_the_first(domain::slot_count, 0);

TEST(slot_map, knows_the_owner_of_every_slot) {
    auto owners = all_to_the_first;
    owners[7] = 1;
    const slot_map map{3, {"left", "right"}, owners};
    EXPECT_EQ(map.version(), 3U);
    EXPECT_EQ(map.owner_of(domain::slot_id{7}), 1);
    EXPECT_EQ(map.owner_of(domain::slot_id{8}), 0);
    EXPECT_EQ(map.slots_of_each(), (std::vector<std::size_t>{domain::slot_count - 1, 1}));
}

TEST(slot_map, says_what_is_wrong_with_it) {
    EXPECT_EQ(error_of(1, {"a"}, all_to_the_first), "none");
    EXPECT_EQ(error_of(0, {"a"}, all_to_the_first), "a slot map has a version from 1 on");
    EXPECT_EQ(error_of(1, {"a"}, {0, 0}), "a slot map has 16384 slots, not 2");
    EXPECT_EQ(error_of(1, {}, all_to_the_first), "there are 1 to 1024 shards");
    EXPECT_EQ(error_of(1, {"a", "b", "a"}, all_to_the_first), "there are two shards named 'a'");
    EXPECT_EQ(
        error_of(1, {"A"}, all_to_the_first),
        "a shard is named with 1 to 64 of a-z 0-9 . _ -, not 'A'"
    );
    EXPECT_NE(error_of(1, {""}, all_to_the_first), "none");
    EXPECT_NE(error_of(1, {std::string(65, 'a')}, all_to_the_first), "none");
    EXPECT_NE(error_of(1, {"a\nshard b"}, all_to_the_first), "none");
    auto stray = all_to_the_first;
    stray[5] = 1;
    EXPECT_EQ(error_of(1, {"a"}, stray), "slot 5 is given to shard number 1 of 1");
}

}  // namespace
}  // namespace unamex::shards
