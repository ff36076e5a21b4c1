/// @file
/// Threads that insert, ask, count and write snapshots at once. Run under ThreadSanitizer too.
#include <unamex/filter/snapshot.hpp>

#include <gtest/gtest.h>
#include <stdlib.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace unamex::filter {
namespace {

constexpr std::size_t names_a_thread = 20'000;
constexpr std::size_t writers = 3;

domain::name_hash name(std::size_t thread, std::size_t number) {
    return domain::hash_name(std::to_string(thread) + "-" + std::to_string(number));
}

TEST(split_block_filter_of_many_threads, shows_every_insert_that_was_announced) {
    split_block_filter filter{writers * names_a_thread};
    std::array<std::atomic<std::size_t>, writers> announced{};
    std::atomic<std::size_t> missed{0};
    std::atomic<bool> done{false};

    std::vector<std::thread> threads;
    for (std::size_t writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            for (std::size_t i = 0; i < names_a_thread; ++i) {
                filter.insert(name(writer, i));
                announced[writer].store(i + 1, std::memory_order_release);
            }
        });
    }
    std::thread reader{[&] {
        while (!done.load()) {
            for (std::size_t writer = 0; writer < writers; ++writer) {
                const auto last = announced[writer].load(std::memory_order_acquire);
                if (last > 0 && !filter.might_contain(name(writer, last - 1))) ++missed;
                if (filter.names() > writers * names_a_thread) ++missed;
            }
        }
    }};
    for (auto& thread : threads)
        thread.join();
    done = true;
    reader.join();

    EXPECT_EQ(missed, 0U);
    for (std::size_t writer = 0; writer < writers; ++writer) {
        for (std::size_t i = 0; i < names_a_thread; ++i)
            ASSERT_TRUE(filter.might_contain(name(writer, i)));
    }
}

TEST(split_block_filter_of_many_threads, loses_no_insert_when_two_meet_in_one_word) {
    constexpr std::size_t rounds = 400;
    constexpr std::size_t names_a_round = 2000;
    std::array<std::vector<domain::name_hash>, 2> hashes;
    for (std::size_t i = 0; i < names_a_round; ++i) {
        for (std::size_t writer = 0; writer < 2; ++writer)
            hashes[writer].push_back(name(writer, i));
    }
    std::vector<split_block_filter> filters;
    for (std::size_t round = 0; round < rounds; ++round)
        filters.emplace_back(2 * names_a_round);
    std::atomic<std::size_t> arrivals{0};
    const auto insert_all = [&](const std::vector<domain::name_hash>& ours) {
        for (std::size_t round = 0; round < rounds; ++round) {
            ++arrivals;
            while (arrivals < 2 * (round + 1))
                std::this_thread::yield();  // a barrier would start them apart
            for (const auto hash : ours)
                filters[round].insert(hash);
        }
    };

    std::thread other{insert_all, hashes[1]};
    insert_all(hashes[0]);
    other.join();

    std::size_t lost = 0;
    for (const auto& filter : filters) {
        for (const auto& inserted : hashes) {
            for (const auto hash : inserted)
                lost += filter.might_contain(hash) ? 0U : 1U;
        }
    }
    EXPECT_EQ(lost, 0U);
}

TEST(split_block_filter_of_many_threads, writes_a_sound_snapshot_while_names_come_in) {
    std::string pattern = testing::TempDir() + "/filter-XXXXXX";
    const std::filesystem::path folder = ::mkdtemp(pattern.data());
    split_block_filter filter{2 * names_a_thread};
    split_block_filter united{2 * names_a_thread};
    for (std::size_t i = 0; i < names_a_thread; ++i)
        filter.insert(name(0, i));

    std::thread writer{[&] {
        for (std::size_t i = 0; i < names_a_thread; ++i)
            filter.insert(name(1, i));
    }};
    for (int round = 0; round < 3; ++round) {
        write_snapshot_blocking(folder / "filter", filter, {});
        const auto opened = open_snapshot_blocking(folder / "filter");
        united.unite(filter);
        for (std::size_t i = 0; i < names_a_thread; ++i) {
            ASSERT_TRUE(opened.filter.might_contain(name(0, i)));
            ASSERT_TRUE(united.might_contain(name(0, i)));
        }
    }
    writer.join();
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace unamex::filter
