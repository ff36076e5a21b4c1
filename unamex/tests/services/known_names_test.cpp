#include <gtest/gtest.h>

#include "services/known.hpp"
#include "services/memory_store.hpp"

namespace unamex::services {
namespace {

using namespace std::chrono_literals;

/// Moves on with every look: as a thread does that is stopped between any two instructions.
class slow_clock final : public ports::clock {
public:
    ports::monotonic_time now() const noexcept override {
        return ports::monotonic_time{1h} + 600ms * looks_++;
    }
    ports::wall_time date() const noexcept override { return {}; }

private:
    mutable int looks_ = 0;
};

TEST(known_names, are_surely_free_only_where_the_filter_says_no_and_is_trusted) {
    const tests::memory_store store;
    const tests::manual_clock clock;
    const auto known = tests::nothing_known(store.layout());
    const auto hash = domain::hash_name("margaret");
    EXPECT_FALSE(known->is_surely_free(hash, clock));
    known->trust().give(store.shard_of("margaret"), clock.now() + 1s);
    EXPECT_TRUE(known->is_surely_free(hash, clock));
    known->expect(hash);
    EXPECT_FALSE(known->is_surely_free(hash, clock));
}

TEST(known_names, are_not_trusted_when_trust_ran_out_during_the_probe) {
    const tests::memory_store store;
    const slow_clock clock;
    const auto known = tests::nothing_known(store.layout());
    known->trust().give(store.shard_of("margaret"), ports::monotonic_time{1h} + 500ms);
    EXPECT_FALSE(known->is_surely_free(domain::hash_name("margaret"), clock));
}

TEST(known_names, are_in_filter_and_index_once_added) {
    const tests::memory_store store;
    const auto known = tests::nothing_known(store.layout());
    const std::array names{search::weighted_name{"ada", 3}, search::weighted_name{"grace", 0}};
    known->add(names);
    for (const auto& name : names) {
        EXPECT_TRUE(known->index().contains(name.name));
        EXPECT_TRUE(known->filter().might_contain(domain::hash_name(name.name)));
    }
}

}  // namespace
}  // namespace unamex::services
