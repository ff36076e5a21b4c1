#include <ingest/name_table.hpp>
#include <unamex/domain/name_hash.hpp>
#include <unamex/domain/slot.hpp>

#include <gmock/gmock.h>

#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace unamex::ingest {
namespace {

TEST(name_table, keeps_the_first_of_several_ways_to_type_a_name) {
    name_table names;
    EXPECT_EQ(names.add("Anna", "anna"), name_table::added::first);
    EXPECT_EQ(names.add("ANNA", "anna"), name_table::added::repeated);
    EXPECT_EQ(names.add("ben", "ben"), name_table::added::first);
    ASSERT_EQ(names.size(), 2U);
    EXPECT_EQ(names[0].username, "Anna");
    EXPECT_EQ(names[0].norm, "anna");
    EXPECT_EQ(names[1].username, "ben");
    EXPECT_EQ(names[1].norm, "ben");
}

TEST(name_table, agrees_with_a_map_over_many_names) {
    name_table names;
    std::unordered_map<std::string, std::size_t> expected;
    std::vector<std::string> in_order;
    std::mt19937 random{1};
    for (int i = 0; i < 100'000; ++i) {
        const auto name = "n" + std::to_string(random() % 40'000);
        const bool is_new = expected.try_emplace(name, in_order.size()).second;
        if (is_new) in_order.push_back(name);
        ASSERT_EQ(names.add(name, name) == name_table::added::first, is_new);
    }
    ASSERT_EQ(names.size(), in_order.size());
    for (std::size_t rank = 0; rank < in_order.size(); ++rank)
        ASSERT_EQ(names[rank].norm, in_order[rank]);
}

TEST(name_table, orders_ranks_by_slot_and_then_by_rank) {
    name_table names;
    for (int i = 0; i < 50'000; ++i) {
        const auto name = std::to_string(i) + "x";
        names.add(name, name);
    }
    const auto ranks = names.ranks_by_slot();
    ASSERT_EQ(ranks.size(), names.size());
    const auto slot_of = [&](std::uint32_t rank) {
        return domain::slot_of(domain::hash_name(names[rank].norm));
    };
    for (std::size_t i = 1; i < ranks.size(); ++i) {
        const auto before = std::pair{slot_of(ranks[i - 1]), ranks[i - 1]};
        ASSERT_LT(before, (std::pair{slot_of(ranks[i]), ranks[i]}));
    }
}

TEST(weight_of_rank, falls_by_eight_with_each_doubling) {
    EXPECT_EQ(weight_of_rank(0), 255);
    EXPECT_EQ(weight_of_rank(1), 247);
    EXPECT_EQ(weight_of_rank(3), 239);
    EXPECT_EQ(weight_of_rank(1'048'575), 95);
}

TEST(weight_of_rank, never_rises_and_never_reaches_zero) {
    for (std::uint64_t rank = 0; rank < 100'000; ++rank) {
        ASSERT_LE(weight_of_rank(rank + 1), weight_of_rank(rank));
    }
    EXPECT_EQ(weight_of_rank(std::uint64_t{1} << 60), 1);
}

}  // namespace
}  // namespace unamex::ingest
