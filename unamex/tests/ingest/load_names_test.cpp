#include <ingest/load_names.hpp>
#include <unamex/domain/name_hash.hpp>
#include <unamex/ports/store_unavailable.hpp>

#include <gmock/gmock.h>

#include <cstdio>
#include <functional>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace unamex::ingest {
namespace {

/// A store in memory that checks what a real one relies on.
class memory_store final : public ports::bulk_store {
public:
    explicit memory_store(std::size_t shards) {
        for (std::size_t shard = 0; shard < shards; ++shard)
            layout_.names.push_back("shard-" + std::to_string(shard));
        for (std::size_t slot = 0; slot < domain::slot_count; ++slot) {
            layout_.owners.push_back(static_cast<std::uint16_t>(slot % shards));
        }
    }

    [[nodiscard]] const ports::shard_layout& layout() const noexcept override { return layout_; }

    ports::load_counts load_blocking(
        std::size_t shard, std::span<const ports::loaded_name> names, std::string_view owner
    ) override {
        if (before_batch) before_batch();
        const std::scoped_lock lock{mutex_};
        if (shard == failing_shard)
            throw ports::store_unavailable("shard-1", "away", std::chrono::seconds{1});
        EXPECT_EQ(owner, "import");
        ports::load_counts counts;
        for (const auto& name : names) {
            const auto hash = domain::hash_name(name.norm);
            EXPECT_EQ(layout_.shard_of(hash), shard);
            EXPECT_GE(domain::slot_of(hash), last_slot_[shard]) << "not in the order of slots";
            last_slot_[shard] = domain::slot_of(hash);
            const bool is_new = rows.try_emplace(name.norm, name).second;
            ++(is_new ? counts.inserted : counts.duplicate);
        }
        largest_batch = std::max(largest_batch, names.size());
        return counts;
    }

    void forget_order() { last_slot_.clear(); }

    std::function<void()> before_batch;
    std::map<std::string, ports::loaded_name> rows;
    std::size_t largest_batch = 0;
    std::size_t failing_shard = 1000;

private:
    ports::shard_layout layout_;
    std::mutex mutex_;
    std::map<std::size_t, domain::slot_id> last_slot_;
};

class load_names_test : public ::testing::Test {
protected:
    load_names_test() {
        for (int i = 0; i < 5000; ++i)
            names_.add("Name" + std::to_string(i), "name" + std::to_string(i));
    }

    load_result load(
        memory_store& store, const std::function<bool()>& should_stop = [] { return false; }
    ) {
        progress quiet{silence_.get(), progress_style::json_lines};
        return load_names(names_, store, {.batch = 100}, quiet, should_stop);
    }

    name_table names_;

private:
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> silence_{
        std::fopen("/dev/null", "w"), &std::fclose};
};

TEST_F(load_names_test, loads_every_name_into_its_shard) {
    memory_store store{4};
    const auto result = load(store);
    EXPECT_TRUE(result.is_complete);
    EXPECT_EQ(store.rows.size(), 5000U);
    EXPECT_LE(store.largest_batch, 100U);
    ASSERT_EQ(result.shards.size(), 4U);
    std::uint64_t inserted = 0;
    for (const auto& shard : result.shards) {
        EXPECT_GT(shard.inserted, 1000U);
        EXPECT_EQ(shard.present, 0U);
        inserted += shard.inserted;
    }
    EXPECT_EQ(inserted, 5000U);
}

TEST_F(load_names_test, keeps_how_a_name_was_typed_and_how_popular_it_is) {
    memory_store store{2};
    (void)load(store);
    EXPECT_EQ(store.rows.at("name0").username, "Name0");
    EXPECT_EQ(store.rows.at("name0").weight, 255);
    EXPECT_EQ(store.rows.at("name4999").weight, weight_of_rank(4999));
}

TEST_F(load_names_test, changes_nothing_the_second_time) {
    memory_store store{2};
    (void)load(store);
    store.forget_order();
    const auto again = load(store);
    EXPECT_EQ(again.shards[0].inserted + again.shards[1].inserted, 0U);
    EXPECT_EQ(again.shards[0].present + again.shards[1].present, 5000U);
}

TEST_F(load_names_test, throws_what_a_shard_throws) {
    memory_store store{2};
    store.failing_shard = 1;
    EXPECT_THROW((void)load(store), ports::store_unavailable);
}

TEST_F(load_names_test, stops_between_transactions_when_asked) {
    memory_store store{2};
    std::latch stopping{1};
    store.before_batch = [&] { stopping.wait(); };
    int asked = 0;
    const auto result = load(store, [&] {
        if (++asked == 2) stopping.count_down();  // the first answer has been acted on
        return true;
    });
    EXPECT_FALSE(result.is_complete);
    EXPECT_LE(store.rows.size(), 200U) << "more than the batch that each thread had begun";
}

TEST_F(load_names_test, of_no_names_is_complete) {
    names_ = name_table{};
    memory_store store{2};
    EXPECT_TRUE(load(store).is_complete);
}

}  // namespace
}  // namespace unamex::ingest
