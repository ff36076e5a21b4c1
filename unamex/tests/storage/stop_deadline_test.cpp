#include <unamex/storage/stop_deadline.hpp>

#include <gtest/gtest.h>

#include "storage/fresh_shards.hpp"

namespace unamex::storage {
namespace {

using namespace std::chrono_literals;
using tests::backend;

TEST(stop_deadline, lets_a_lock_be_waited_for_no_longer) {
    const tests::fresh_shards shards{backend::postgres, 1};
    const auto store = shards.open();
    const auto holder = tinyorm::driver::open_connection(shards.addresses()[0].url);
    holder->begin();
    holder->execute_script("LOCK TABLE writers IN ACCESS EXCLUSIVE MODE");
    const stop_deadline now{*store, 0ms};
    EXPECT_THROW(store->retire_blocking(0), ports::store_unavailable);
    EXPECT_THROW(store->retire_blocking(0), ports::store_unavailable) << "and all that comes later";
}

TEST(stop_deadline, changes_nothing_when_it_is_not_reached) {
    const tests::fresh_shards shards{backend::sqlite, 1};
    const auto store = shards.open();
    { const stop_deadline later{*store, 1h}; }
    EXPECT_NO_THROW(store->retire_blocking(0));
}

}  // namespace
}  // namespace unamex::storage
