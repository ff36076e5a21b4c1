#include <tinyorm/pool/idle_connections.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tinyorm::pool {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;
using life = idle_connections::database_life;

const clock::time_point start{};

connection_ptr living_until(clock::time_point end, std::uint64_t generation = 0) {
    auto made = std::make_unique<pooled_connection>();
    made->expires_at = end;
    made->generation = generation;
    return made;
}

TEST(idle_connections, gives_the_last_used_first) {
    idle_connections idle{life::its_own};
    std::vector<connection_ptr> expired;
    auto older = living_until(start + 9s);
    auto newer = living_until(start + 9s);
    const auto* const last = newer.get();
    idle.put(std::move(older));
    idle.put(std::move(newer));
    EXPECT_EQ(idle.take(start, expired).get(), last);
    EXPECT_NE(idle.take(start, expired), nullptr);
    EXPECT_EQ(idle.take(start, expired), nullptr);
    EXPECT_THAT(expired, IsEmpty());
}

TEST(idle_connections, leaves_out_what_has_reached_its_life_limit) {
    idle_connections idle{life::its_own};
    std::vector<connection_ptr> expired;
    idle.put(living_until(start + 9s));
    idle.put(living_until(start + 1s));
    EXPECT_NE(idle.take(start + 1s, expired), nullptr);
    EXPECT_THAT(expired, SizeIs(1));
}

TEST(idle_connections, holds_connections_from_before_an_eviction_for_unfit) {
    idle_connections idle{life::its_own};
    const auto leased = living_until(start + 9s, idle.generation());
    idle.put(living_until(start + 9s));
    EXPECT_THAT(idle.evict(), SizeIs(1));
    EXPECT_FALSE(idle.is_fit(*leased, start));
    EXPECT_TRUE(idle.is_fit(*living_until(start + 9s, idle.generation()), start));
}

TEST(idle_connections, never_ends_the_connection_a_database_lives_in) {
    idle_connections idle{life::of_its_connection};
    std::vector<connection_ptr> expired;
    idle.put(living_until(start));
    EXPECT_THAT(idle.evict(), IsEmpty());
    EXPECT_NE(idle.take(start + 9s, expired), nullptr);
}

}  // namespace
}  // namespace tinyorm::pool
