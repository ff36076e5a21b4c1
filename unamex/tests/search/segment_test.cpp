#include <unamex/search/segment.hpp>
#include <unamex/search/segment_error.hpp>

#include <gtest/gtest.h>

#include "generated_names.hpp"
#include "segments_of.hpp"
#include "temporary_directory.hpp"

namespace unamex::search {
namespace {

weights_by_name many_names(unsigned seed, std::size_t count) {
    generated_names names{seed};
    weights_by_name made;
    for (std::size_t i = 0; i < count; ++i) {
        made[names.next(12)] = static_cast<weight_type>(names.number_below(256));
    }
    return made;
}

TEST(segment, holds_nothing_when_nothing_was_written) {
    const auto empty = segment_of({});
    EXPECT_EQ(empty.size(), 0U);
    EXPECT_EQ(empty.lower_bound("a"), 0U);
    EXPECT_EQ(empty.find("a"), std::nullopt);
    EXPECT_EQ(empty.starting_with(""), (ordinal_range{0, 0}));
}

TEST(segment, agrees_with_a_map_of_the_same_names) {
    const auto model = many_names(1, 5'000);
    const auto names = segment_of(model);
    ASSERT_EQ(names.size(), model.size());
    generated_names any{2};
    for (int i = 0; i < 20'000; ++i) {
        const auto name = any.next(12);
        const auto expected = model.lower_bound(name);
        ASSERT_EQ(names.lower_bound(name), std::distance(model.begin(), expected));
        const auto is_there = expected != model.end() && expected->first == name;
        ASSERT_EQ(names.find(name), is_there ? std::optional{expected->second} : std::nullopt);
    }
}

TEST(segment, finds_names_with_a_long_common_beginning) {
    weights_by_name model;
    for (int i = 10'000; i < 12'000; ++i)
        model["the.same.beginning." + std::to_string(i)] = 1;
    const auto names = segment_of(model);
    for (const auto& [name, weight] : model)
        ASSERT_EQ(names.find(name), weight) << name;
    EXPECT_EQ(names.starting_with("the.same.beginning.110"), (ordinal_range{1'000, 1'100}));
    EXPECT_EQ(names.lower_bound("the.same"), 0U);
    EXPECT_EQ(names.lower_bound("the.same.beginning.2"), 2'000U);
}

TEST(segment, gives_the_range_of_a_prefix_up_to_the_last_byte_value) {
    const auto names = segment_of(
        {{"a", 0},
         {"b\xff", 0},
         {"b\xff\xff", 0},
         {"b\xff\xff"
          "a",
          0},
         {"c", 0}}
    );
    EXPECT_EQ(names.starting_with("b\xff"), (ordinal_range{1, 4}));
    EXPECT_EQ(names.starting_with("\xff"), (ordinal_range{5, 5}));
    EXPECT_EQ(names.starting_with(""), (ordinal_range{0, 5}));
}

TEST(segment, reads_names_in_order_from_any_of_them_on) {
    const auto model = many_names(4, 300);
    const auto names = segment_of(model);
    for (ordinal from = 0; from <= names.size(); ++from) {
        auto expected = std::next(model.begin(), from);
        for (name_reader reader{names, from}; !reader.is_done(); reader.advance(), ++expected) {
            ASSERT_EQ(reader.name(), expected->first);
            ASSERT_EQ(reader.weight(), expected->second);
        }
        ASSERT_EQ(expected, model.end());
    }
}

TEST(segment, stays_as_it_is_when_its_file_is_replaced) {
    const tests::temporary_directory folder;
    folder.write("names", segment_bytes({{"alice", 1}}));
    const auto before = segment::open(folder / "names");
    replacing_file after{folder / "names"};
    after.append(segment_bytes({{"bob", 2}}));
    after.commit();
    EXPECT_EQ(before.find("alice"), 1);
    EXPECT_EQ(segment::open(folder / "names").find("bob"), 2);
}

TEST(segment, says_which_file_cannot_be_opened_and_why) {
    try {
        (void)segment::open("/nowhere/names.segment");
        FAIL() << "opened a file that is not there";
    } catch (const segment_error& error) {
        EXPECT_EQ(error.defect(), segment_defect::unreadable);
        EXPECT_STREQ(
            error.what(),
            "search segment /nowhere/names.segment: the file cannot be read or written: "
            "No such file or directory"
        );
    }
}

TEST(segment, refuses_an_empty_file_and_a_folder) {
    const tests::temporary_directory folder;
    folder.write("empty", "");
    EXPECT_THROW((void)segment::open(folder / "empty"), segment_error);
    EXPECT_THROW((void)segment::open(folder / "."), segment_error);
}

}  // namespace
}  // namespace unamex::search
