#include <unamex/search/merged_names.hpp>

#include <gtest/gtest.h>

#include <algorithm>

#include "generated_names.hpp"
#include "segments_of.hpp"

namespace unamex::search {
namespace {

segment_list segments_of(const std::vector<weights_by_name>& all) {
    segment_list segments;
    for (const auto& names : all)
        segments.push_back(std::make_shared<const segment>(segment_of(names)));
    return segments;
}

using positions = std::vector<page_position>;

positions alphabetical(const segment_list& segments, std::string_view from) {
    positions found;
    for (merged_names names{segments, from}; !names.is_done(); names.advance()) {
        found.push_back({std::string{names.name()}, names.weight()});
    }
    return found;
}

positions ranked(
    const segment_list& segments,
    std::string_view prefix,
    const std::optional<page_position>& after = {}
) {
    positions found;
    for (merged_ranks names{segments, repetition::possible, prefix, after};;) {
        auto next = names.next();
        if (!next) return found;
        found.push_back(*next);
    }
}

TEST(merged_names, gives_a_name_of_several_segments_once_as_the_newest_has_it) {
    const auto segments =
        segments_of({{{"alice", 1}, {"bob", 1}}, {{"alice", 5}}, {{"alice", 9}, {"carol", 2}}});
    EXPECT_EQ(alphabetical(segments, ""), (positions{{"alice", 9}, {"bob", 1}, {"carol", 2}}));
    EXPECT_EQ(alphabetical(segments, "b"), (positions{{"bob", 1}, {"carol", 2}}));
}

TEST(merged_names, is_done_at_once_without_segments) {
    EXPECT_TRUE(alphabetical({}, "").empty());
    EXPECT_TRUE(ranked({}, "").empty());
}

TEST(merged_ranks, ranks_a_name_of_several_segments_once_as_the_newest_has_it) {
    const auto segments = segments_of({{{"alice", 3}, {"bob", 4}}, {{"alice", 5}}});
    EXPECT_EQ(ranked(segments, ""), (positions{{"alice", 5}, {"bob", 4}}));
    EXPECT_EQ(ranked(segments, "", page_position{"bob", 4}), positions{});
}

TEST(merged_names, agree_with_one_map_of_all_names) {
    generated_names any{6};
    for (int round = 0; round < 60; ++round) {
        weights_by_name model;
        std::vector<weights_by_name> parts(1 + any.number_below(4));
        for (auto& part : parts) {
            for (int i = 0; i < 120; ++i) {
                const auto name = any.next(5);
                const auto weight = static_cast<weight_type>(any.number_below(20));
                if (model.contains(name) && model[name] >= weight) continue;
                part[name] = model[name] = weight;
            }
        }
        const auto segments = segments_of(parts);
        const auto prefix = any.next(2);
        const page_position after{any.next(5), static_cast<weight_type>(any.number_below(20))};

        positions by_name;
        positions by_rank;
        for (const auto& [name, weight] : model) {
            if (name >= prefix) by_name.push_back({name, weight});
            const auto is_behind =
                weight < after.weight || (weight == after.weight && name > after.name);
            if (name.starts_with(prefix) && is_behind) by_rank.push_back({name, weight});
        }
        std::ranges::stable_sort(by_rank, std::ranges::greater{}, &page_position::weight);
        ASSERT_EQ(alphabetical(segments, prefix), by_name);
        ASSERT_EQ(ranked(segments, prefix, after), by_rank);
    }
}

}  // namespace
}  // namespace unamex::search
