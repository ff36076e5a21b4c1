#include <unamex/services/name_merge.hpp>

#include <gtest/gtest.h>

#include "services/memory_store.hpp"

namespace unamex::services {
namespace {

std::vector<std::string> all_of(tests::memory_store& store) {
    std::vector<std::string> names;
    for (name_merge merge{store}; const auto next = merge.take_next();)
        names.push_back(next->norm);
    return names;
}

TEST(name_merge, of_an_empty_store_is_empty) {
    tests::memory_store store;
    EXPECT_TRUE(all_of(store).empty());
}

TEST(name_merge, gives_every_name_of_every_shard_once_and_in_order) {
    tests::memory_store store;
    std::set<std::string> expected;
    for (int i = 0; i < 25'000; ++i)
        expected.insert("name" + std::to_string(i));
    for (const auto& name : expected)
        store.insert(name);
    EXPECT_EQ(all_of(store), (std::vector<std::string>{expected.begin(), expected.end()}));
}

TEST(name_merge, carries_the_weights) {
    tests::memory_store store;
    store.insert("ada", 7);
    name_merge merge{store};
    EXPECT_EQ(merge.take_next()->weight, 7);
}

}  // namespace
}  // namespace unamex::services
