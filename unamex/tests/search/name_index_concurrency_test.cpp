#include <unamex/search/name_index.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "temporary_directory.hpp"

namespace unamex::search {
namespace {

std::string name_of(int number) {
    return "name" + std::to_string(100'000 + number);
}

void walk_all_pages(const name_index& index, search_order order, int lower_limit) {
    std::string cursor;
    int shown = 0;
    std::string previous;
    for (;;) {
        const auto page = std::get<search_page>(index.search({"name", order, 50, cursor}));
        for (const auto& name : page.names) {
            ASSERT_GT(name, previous);
            previous = name;
        }
        shown += static_cast<int>(page.names.size());
        if (!page.next_cursor) break;
        cursor = *page.next_cursor;
    }
    ASSERT_GE(shown, lower_limit);
}

TEST(name_index_concurrency, readers_see_every_name_that_was_added_before_they_asked) {
    constexpr int count = 3'000;
    const tests::temporary_directory folder;
    name_index index{{}};
    std::atomic<int> added = 0;

    std::thread writer{[&] {
        for (int i = 0; i < count; ++i) {
            index.add(name_of(i), 1);
            added.store(i + 1);
        }
    }};
    std::thread base_writer{[&] {
        while (added.load() < count)
            index.write_base_blocking(folder / "names");
    }};
    std::thread reader{[&] {
        for (int round = 0; added.load() < count; ++round) {
            const auto seen = added.load();
            if (seen > 0) {
                ASSERT_TRUE(index.contains(name_of(seen - 1)));
            }
            const auto order = round % 2 == 0 ? search_order::ranked : search_order::alphabetical;
            walk_all_pages(index, order, seen);
        }
    }};
    writer.join();
    base_writer.join();
    reader.join();
    EXPECT_EQ(index.size(), static_cast<std::uint64_t>(count));
    walk_all_pages(index, search_order::ranked, count);
}

TEST(name_index_concurrency, writers_lose_nothing_of_each_other) {
    name_index index{{}};
    const auto add_every_second = [&](int first) {
        for (int i = first; i < 2'000; i += 2)
            index.add(name_of(i), static_cast<weight_type>(i));
    };
    std::thread even{add_every_second, 0};
    std::thread odd{add_every_second, 1};
    even.join();
    odd.join();
    EXPECT_EQ(index.size(), 2'000U);
}

}  // namespace
}  // namespace unamex::search
