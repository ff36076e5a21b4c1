#include <unamex/services/live_names.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "services/memory_store.hpp"
#include "temporary_directory.hpp"

namespace unamex::services {
namespace {

using namespace std::chrono_literals;

class live_names : public testing::Test {
protected:
    std::unique_ptr<services::live_names> make() {
        live_names_options options{.snapshots = {.directory = directory.path(), .key_version = 1}};
        return std::make_unique<services::live_names>(std::move(options), store, store, clock);
    }

    tests::temporary_directory directory;
    tests::manual_clock clock;
    tests::memory_store store;
};

TEST_F(live_names, know_every_name_after_the_first_start) {
    store.insert("ada");
    store.insert("grace");
    const auto names = make();
    names->start_blocking();
    EXPECT_TRUE(names->known().index().contains("ada"));
    EXPECT_FALSE(names->known().is_surely_free(domain::hash_name("ada"), clock));
    EXPECT_TRUE(names->known().is_surely_free(domain::hash_name("margaret"), clock));
}

TEST_F(live_names, follow_the_log) {
    const auto names = make();
    names->start_blocking();
    store.insert("ada");
    store.wait_for_rounds();
    EXPECT_TRUE(names->known().index().contains("ada"));
}

TEST_F(live_names, start_from_the_snapshot_and_what_came_after_it) {
    store.insert("ada");
    auto names = make();
    names->start_blocking();
    names->leave_blocking();
    names->save_blocking();
    EXPECT_EQ(store.retirements, 2U);
    store.insert("grace");
    names.reset();
    names = make();
    names->start_blocking();
    EXPECT_TRUE(names->known().index().contains("ada"));
    EXPECT_TRUE(names->known().index().contains("grace"));
}

TEST_F(live_names, read_all_names_again_when_the_log_no_longer_reaches_back_to_the_snapshot) {
    store.insert("ada");
    auto names = make();
    names->start_blocking();
    names->leave_blocking();
    names->save_blocking();
    names.reset();
    store.insert("grace");
    store.trim("grace");
    names = make();
    names->start_blocking();
    EXPECT_TRUE(names->known().index().contains("ada"));
    EXPECT_TRUE(names->known().index().contains("grace"));
    EXPECT_FALSE(names->known().is_surely_free(domain::hash_name("grace"), clock));
}

TEST_F(live_names, write_what_they_learnt_when_they_stop) {
    {
        const auto names = make();
        names->start_blocking();
        store.insert("ada");
        store.wait_for_rounds();
        names->leave_blocking();
        names->save_blocking();
    }
    services::snapshot_store snapshots{{.directory = directory.path(), .key_version = 1}, clock};
    EXPECT_TRUE(snapshots.open_blocking(store.layout())->known->index().contains("ada"));
}

TEST_F(live_names, save_nothing_once_the_log_is_broken) {
    auto names = make();
    names->start_blocking();
    store.insert("ada");
    store.wait_for_rounds();
    ASSERT_TRUE(names->known().index().contains("ada"));
    store.rewind("ada");
    const auto followed = &shard_readiness::is_followed;
    store.wait_for_rounds();
    EXPECT_FALSE(std::ranges::all_of(names->readiness(), followed));
    names->leave_blocking();
    names->save_blocking();
    names.reset();
    services::snapshot_store snapshots{{.directory = directory.path(), .key_version = 1}, clock};
    EXPECT_FALSE(snapshots.open_blocking(store.layout())->known->index().contains("ada"));
}

TEST_F(live_names, refuse_a_snapshot_that_is_damaged) {
    store.insert("ada");
    {
        const auto names = make();
        names->start_blocking();
    }
    for (const auto& entry : std::filesystem::directory_iterator{directory.path()}) {
        if (entry.path().extension() == ".bloom") std::filesystem::resize_file(entry.path(), 100);
    }
    EXPECT_THROW(make()->start_blocking(), snapshot_unusable);
}

TEST_F(live_names, start_without_a_shard_that_is_away_and_follow_it_later) {
    {
        const auto names = make();
        names->start_blocking();
    }
    store.set_away(0, true);
    const auto names = make();
    names->start_blocking();
    EXPECT_FALSE(names->readiness()[0].is_followed);
    EXPECT_FALSE(names->readiness()[0].is_trusted);
    EXPECT_TRUE(names->readiness()[1].is_trusted);
    store.set_away(0, false);
    store.wait_for_rounds();
    EXPECT_TRUE(names->readiness()[0].is_trusted);
}

TEST_F(live_names, do_not_call_a_shard_followed_that_does_not_answer) {
    const auto names = make();
    names->start_blocking();
    const auto followed = &shard_readiness::is_followed;
    EXPECT_TRUE(std::ranges::all_of(names->readiness(), followed));
    const auto held = store.stand_still();
    store.wait_for_held_followers();
    clock.move(2s);
    EXPECT_TRUE(std::ranges::none_of(names->readiness(), followed));
}

TEST_F(live_names, make_a_filter_anew_that_failed_claims_have_filled) {
    store.insert("ada");
    const auto names = make();
    names->start_blocking();
    auto& known = names->known();
    for (std::size_t i = 0; !known.has_worn_filter(); ++i)
        known.expect(domain::hash_name("name" + std::to_string(i)));
    clock.move(filter_renewal_pause);
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (known.has_worn_filter() && std::chrono::steady_clock::now() < deadline)
        std::this_thread::yield();
    EXPECT_LT(known.filter().current().names(), 10U);
    EXPECT_TRUE(known.filter().might_contain(domain::hash_name("ada")));
}

TEST_F(live_names, refuse_a_directory_that_another_process_uses) {
    const auto names = make();
    names->start_blocking();
    EXPECT_THROW(make()->start_blocking(), directory_in_use);
}

}  // namespace
}  // namespace unamex::services
