#include <unamex/storage/store_options.hpp>

#include <gtest/gtest.h>

namespace unamex::storage {
namespace {

TEST(store_options, name_the_shards_by_their_place) {
    const std::vector<std::string> urls{"sqlite:b.db", "sqlite:a.db"};
    const auto options = make_store_options(urls, 7);
    EXPECT_EQ(options.key_version, 7);
    ASSERT_EQ(options.shards.size(), 2);
    EXPECT_EQ(options.shards[0].name, "shard-0");
    EXPECT_EQ(options.shards[0].url, "sqlite:b.db");
    EXPECT_EQ(options.shards[1].name, "shard-1");
    EXPECT_EQ(options.shards[1].url, "sqlite:a.db");
}

}  // namespace
}  // namespace unamex::storage
