#include <unamex/search/name_index.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "generated_names.hpp"
#include "segments_of.hpp"
#include "temporary_directory.hpp"

namespace unamex::search {
namespace {

using names = std::vector<std::string>;

search_page page_of(const name_index& index, const search_query& query) {
    return std::get<search_page>(index.search(query));
}

names all_pages(
    const name_index& index, std::string_view prefix, search_order order, std::size_t limit
) {
    names found;
    std::string cursor;
    for (;;) {
        auto page = page_of(index, {prefix, order, limit, cursor});
        found.insert(found.end(), page.names.begin(), page.names.end());
        if (!page.next_cursor) return found;
        EXPECT_EQ(page.names.size(), limit);
        cursor = *page.next_cursor;
    }
}

names expected_names(const weights_by_name& model, std::string_view prefix, search_order order) {
    std::vector<std::pair<std::string, weight_type>> found;
    for (const auto& entry : model) {
        if (entry.first.starts_with(prefix)) found.push_back(entry);
    }
    if (order == search_order::ranked) {
        std::ranges::stable_sort(found, std::ranges::greater{}, [](const auto& entry) {
            return entry.second;
        });
    }
    names only;
    for (auto& entry : found)
        only.push_back(std::move(entry.first));
    return only;
}

TEST(name_index, ranks_by_weight_and_then_by_name) {
    name_index index{{}};
    index.add("alice", 3);
    index.add("albert", 3);
    index.add("alan", 9);
    index.add("bob", 200);
    EXPECT_EQ(page_of(index, {.prefix = "al"}).names, (names{"alan", "albert", "alice"}));
    EXPECT_EQ(page_of(index, {.prefix = ""}).names, (names{"bob", "alan", "albert", "alice"}));
    EXPECT_EQ(
        page_of(index, {.prefix = "al", .order = search_order::alphabetical}).names,
        (names{"alan", "albert", "alice"})
    );
}

TEST(name_index, keeps_the_greatest_weight_a_name_was_added_with) {
    name_index index{{}};
    const std::vector<weighted_name> twice{{"alice", 4}, {"alice", 7}, {"alice", 5}};
    index.add(twice);
    index.add("bob", 6);
    EXPECT_EQ(page_of(index, {}).names, (names{"alice", "bob"}));
    index.add("alice", 0);
    EXPECT_EQ(page_of(index, {}).names, (names{"alice", "bob"}));
    index.add("bob", 8);
    EXPECT_EQ(page_of(index, {}).names, (names{"bob", "alice"}));
    EXPECT_EQ(index.size(), 2U);
}

TEST(name_index, gives_at_most_a_hundred_names_and_at_least_one) {
    name_index index{{}};
    for (int i = 0; i < 150; ++i)
        index.add("name" + std::to_string(i), 0);
    EXPECT_EQ(
        page_of(index, {.prefix = "name", .limit = 1'000}).names.size(), name_index::longest_page
    );
    EXPECT_EQ(page_of(index, {.prefix = "name", .limit = 0}).names.size(), 1U);
}

TEST(name_index, ends_without_a_cursor_when_the_last_page_is_exactly_full) {
    name_index index{{}};
    for (const auto* name : {"a", "b", "c", "d"})
        index.add(name, 1);
    const auto first = page_of(index, {.limit = 2});
    ASSERT_TRUE(first.next_cursor.has_value());
    const auto second = page_of(index, {.limit = 2, .cursor = *first.next_cursor});
    EXPECT_EQ(second.names, (names{"c", "d"}));
    EXPECT_EQ(second.next_cursor, std::nullopt);
}

TEST(name_index, says_what_is_wrong_with_a_cursor) {
    const name_index index{{}};
    const auto answer = index.search({.prefix = "al", .cursor = "not a cursor!"});
    EXPECT_EQ(std::get<cursor_defect>(answer), cursor_defect::not_base64url);
}

TEST(name_index, finds_nothing_for_a_prefix_longer_than_any_name) {
    name_index index{{}};
    index.add("alice", 1);
    EXPECT_TRUE(page_of(index, {.prefix = std::string(1'000, 'a')}).names.empty());
}

TEST(name_index, refuses_a_name_that_no_segment_holds) {
    name_index index{{}};
    EXPECT_THROW(index.add("", 0), std::invalid_argument);
    EXPECT_THROW(index.add(std::string(256, 'a'), 0), std::invalid_argument);
    EXPECT_EQ(index.size(), 0U);
}

TEST(name_index, agrees_with_a_map_after_random_additions_and_new_bases) {
    const tests::temporary_directory folder;
    generated_names any{8};
    weights_by_name model;
    name_index index{{}};
    for (int step = 0; step < 1'200; ++step) {
        std::vector<std::string> kept(any.number_below(30));
        std::vector<weighted_name> added;
        for (auto& name : kept) {
            name = any.next(6);
            added.push_back({name, static_cast<weight_type>(any.number_below(30))});
            auto& weight = model.try_emplace(name, weight_type{0}).first->second;
            weight = std::max(weight, added.back().weight);
        }
        index.add(added);
        if (step % 400 == 200) index.write_base_blocking(folder / "names");
        if (step % 40 != 0) continue;
        const auto prefix = any.next(2);
        for (const auto order : {search_order::alphabetical, search_order::ranked}) {
            ASSERT_EQ(all_pages(index, prefix, order, 7), expected_names(model, prefix, order));
        }
        const auto asked = any.next(6);
        ASSERT_EQ(index.contains(asked), model.contains(asked));
        ASSERT_EQ(index.size(), model.size());
    }
}

TEST(name_index, shows_each_name_once_while_others_come_in) {
    for (const auto order : {search_order::alphabetical, search_order::ranked}) {
        generated_names any{12};
        name_index index{{}};
        std::set<std::string> from_the_start;
        while (from_the_start.size() < 500) {
            const auto name = any.next(7);
            from_the_start.insert(name);
            index.add(name, static_cast<weight_type>(name.size()));
        }
        std::multiset<std::string> shown;
        std::string cursor;
        for (;;) {
            const auto page = page_of(index, {"", order, 10, cursor});
            shown.insert(page.names.begin(), page.names.end());
            if (!page.next_cursor) break;
            cursor = *page.next_cursor;
            for (int i = 0; i < 15; ++i) {
                const auto name = any.next(7);
                index.add(name, static_cast<weight_type>(name.size()));
            }
        }
        for (const auto& name : shown)
            ASSERT_EQ(shown.count(name), 1U) << name;
        for (const auto& name : from_the_start)
            ASSERT_EQ(shown.count(name), 1U) << name;
    }
}

TEST(name_index, begins_again_from_the_base_it_wrote) {
    const tests::temporary_directory folder;
    name_index before{{}};
    before.add("alice", 3);
    before.add("bob", 9);
    before.write_base_blocking(folder / "names");
    before.add("carol", 1);
    const name_index after{{}, segment::open(folder / "names")};
    EXPECT_EQ(page_of(after, {}).names, (names{"bob", "alice"}));
    EXPECT_EQ(after.size(), 2U);
    EXPECT_EQ(page_of(before, {}).names, (names{"bob", "alice", "carol"}));
}

TEST(name_index, goes_on_when_a_base_cannot_be_written) {
    name_index index{{}};
    index.add("alice", 3);
    EXPECT_THROW(index.write_base_blocking("/nowhere/names"), std::system_error);
    index.add("bob", 9);
    EXPECT_EQ(page_of(index, {}).names, (names{"bob", "alice"}));
}

TEST(name_index, asks_for_a_base_when_much_was_added) {
    const tests::temporary_directory folder;
    name_index index{{}, segment_of({{"alice", 1}})};
    EXPECT_FALSE(index.base_is_due());
    std::vector<std::string> kept;
    for (int i = 0; i < 140'000; ++i)
        kept.push_back("name" + std::to_string(i));
    for (std::size_t begin = 0; begin < kept.size(); begin += 2'000) {
        std::vector<weighted_name> added;
        for (auto i = begin; i < begin + 2'000; ++i)
            added.push_back({kept[i], 0});
        index.add(added);
    }
    EXPECT_TRUE(index.base_is_due());
    index.write_base_blocking(folder / "names");
    EXPECT_FALSE(index.base_is_due());
    EXPECT_EQ(index.size(), kept.size() + 1);
}

}  // namespace
}  // namespace unamex::search
