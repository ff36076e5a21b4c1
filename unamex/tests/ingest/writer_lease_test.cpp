#include <ingest/writer_lease.hpp>
#include <unamex/ports/store_unavailable.hpp>

#include <gmock/gmock.h>

#include <atomic>
#include <map>
#include <mutex>

namespace unamex::ingest {
namespace {

using namespace std::chrono_literals;

/// A registry in memory, whose shards let a writer write once it has renewed so many times.
class memory_registry final : public ports::writer_registry {
public:
    std::chrono::milliseconds renew_blocking(std::size_t shard) override {
        const std::scoped_lock lock{mutex_};
        if (is_broken) throw std::runtime_error{"broken"};
        return ++renewed_[shard] > renewals_to_wait ? 0ms : 1ms;
    }

    void retire_blocking(std::size_t shard) override {
        const std::scoped_lock lock{mutex_};
        if (is_broken) throw std::runtime_error{"broken"};
        if (is_away) throw ports::store_unavailable("shard", "away", 1s);
        ++retired[shard];
    }

    int renewed(std::size_t shard) {
        const std::scoped_lock lock{mutex_};
        return renewed_[shard];
    }

    int renewals_to_wait = 0;
    bool is_away = false;
    std::atomic<bool> is_broken = false;  // fails in a way that ports do not foresee
    std::map<std::size_t, int> retired;

private:
    std::mutex mutex_;
    std::map<std::size_t, int>
        renewed_;  // guarded by mutex_: the lease renews on a thread of its own
};

TEST(writer_lease, waits_until_every_shard_takes_writes) {
    memory_registry registry;
    registry.renewals_to_wait = 3;
    const writer_lease lease{registry, 2};
    EXPECT_GT(registry.renewed(0), 3);
    EXPECT_GT(registry.renewed(1), 3);
}

TEST(writer_lease, is_given_back_once_on_every_shard) {
    memory_registry registry;
    { const writer_lease lease{registry, 3}; }
    EXPECT_EQ(registry.retired, (std::map<std::size_t, int>{{0, 1}, {1, 1}, {2, 1}}));
}

TEST(writer_lease, ends_quietly_when_the_shards_are_away) {
    memory_registry registry;
    const auto end_while_away = [&] {
        const writer_lease lease{registry, 2};
        registry.is_away = true;
    };
    EXPECT_NO_THROW(end_while_away());
    EXPECT_TRUE(registry.retired.empty());
}

TEST(writer_lease, ends_quietly_whatever_the_shards_answer) {
    memory_registry registry;
    const auto end_while_broken = [&] {
        const writer_lease lease{registry, 2};
        registry.is_broken = true;
    };
    EXPECT_NO_THROW(end_while_broken());
}

}  // namespace
}  // namespace unamex::ingest
