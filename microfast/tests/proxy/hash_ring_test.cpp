#include <microfast/proxy/hash_ring.hpp>

#include <gtest/gtest.h>

namespace microfast::proxy {

namespace {

const std::vector<std::string> names{"a:80", "b:80", "c:80", "d:80"};

std::vector<std::size_t> owners(
    std::size_t servers, std::vector<unsigned> weights = {1, 1, 1, 1}, int without = -1
) {
    weights.resize(servers);
    hash_ring ring({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(servers)}, weights);
    std::vector<candidate> candidates(servers);
    if (without >= 0) candidates[static_cast<std::size_t>(without)].is_available = false;
    std::vector<std::size_t> chosen;
    for (int i = 0; i < 20'000; ++i)
        chosen.push_back(ring.choose(candidates, hash_key("key" + std::to_string(i))).value());
    return chosen;
}

std::vector<int> shares(const std::vector<std::size_t>& chosen) {
    std::vector<int> counts(names.size());
    for (const auto server : chosen)
        ++counts[server];
    return counts;
}

TEST(hash_ring, shares_keys_by_weight) {
    for (const int share : shares(owners(4)))
        EXPECT_NEAR(share, 5'000, 1'000);
    const auto weighted = shares(owners(2, {3, 1}));
    EXPECT_NEAR(weighted[0], 15'000, 1'000);
}

TEST(hash_ring, moves_only_the_keys_of_who_has_gone) {
    const auto before = owners(4);
    const auto without_b = owners(4, {1, 1, 1, 1}, 1);
    std::vector<int> inherited(names.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] == 1) {
            ++inherited[without_b[i]];
        } else {
            EXPECT_EQ(without_b[i], before[i]);
        }
    }
    EXPECT_EQ(inherited[1], 0);
    for (const std::size_t heir : {0U, 2U, 3U})
        EXPECT_GT(inherited[heir], 1'000);  // everybody takes a part
}

TEST(hash_ring, gives_a_new_server_keys_of_all_and_moves_no_other) {
    const auto before = owners(3);
    const auto after = owners(4);
    int moved = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (after[i] == before[i]) continue;
        EXPECT_EQ(after[i], 3U);
        ++moved;
    }
    EXPECT_NEAR(moved, 5'000, 1'000);
}

TEST(hash_ring, has_nobody_when_nobody_is_available) {
    hash_ring ring({"a:80"}, {1});
    EXPECT_EQ(ring.choose(std::vector<candidate>{{1, 0, false}}, 7), std::nullopt);
    EXPECT_EQ(ring.choose(std::vector<candidate>{{1, 0, true}}, ~std::uint64_t{0}), 0U);
}

TEST(hash_key, is_the_same_in_every_process) {
    EXPECT_EQ(hash_key("key"), hash_key(std::string("key")));
    EXPECT_NE(hash_key("key1") >> 32U, hash_key("key2") >> 32U);
}

}  // namespace

}  // namespace microfast::proxy
