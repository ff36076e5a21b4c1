#include <api/trimming.hpp>
#include <unamex/ports/store_unavailable.hpp>

#include <gtest/gtest.h>

#include <semaphore>
#include <vector>

namespace unamex::api {
namespace {

/// Three batches on the first shard, none on the second, which is away the first time.
class batches final : public ports::log_keeper {
public:
    ports::trim_counts trim_blocking(std::size_t shard) override {
        asked.push_back(shard);
        if (shard == 0) return {.changes = left > 0 ? left-- : 0, .keys = 0};
        if (is_away) {
            is_away = false;
            throw ports::store_unavailable{"b", "it is away in this test", std::chrono::seconds{1}};
        }
        pass_ended.release();
        return {};
    }

    std::vector<std::size_t> asked;
    std::uint64_t left = 2;
    bool is_away = true;
    std::counting_semaphore<> pass_ended{0};
};

TEST(trimming, goes_on_until_nothing_is_left_and_comes_back_to_a_shard_that_was_away) {
    batches keeper;
    {
        const trimming runs{keeper, 2, std::chrono::milliseconds{1}};
        keeper.pass_ended.acquire();
    }
    const std::vector<std::size_t> first_passes{0, 0, 0, 1, 0, 1};
    ASSERT_GE(keeper.asked.size(), first_passes.size());
    keeper.asked.resize(first_passes.size());
    EXPECT_EQ(keeper.asked, first_passes);
}

}  // namespace
}  // namespace unamex::api
