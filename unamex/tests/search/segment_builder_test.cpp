#include <unamex/search/segment_builder.hpp>

#include <gtest/gtest.h>

#include <stdexcept>

#include "segments_of.hpp"

namespace unamex::search {
namespace {

TEST(segment_builder, refuses_names_out_of_order_and_repeated) {
    memory_output output;
    segment_builder builder{output};
    builder.add("bob", 0);
    EXPECT_THROW(builder.add("alice", 0), std::invalid_argument);
    EXPECT_THROW(builder.add("bob", 1), std::invalid_argument);
}

TEST(segment_builder, compares_with_the_name_before_across_blocks) {
    memory_output output;
    segment_builder builder{output};
    for (char letter = 'a'; letter < 'a' + 16; ++letter)
        builder.add(std::string{letter}, 0);
    EXPECT_THROW(builder.add("c", 0), std::invalid_argument);
}

TEST(segment_builder, refuses_empty_and_overlong_names) {
    memory_output output;
    segment_builder builder{output};
    EXPECT_THROW(builder.add("", 0), std::invalid_argument);
    EXPECT_THROW(builder.add(std::string(256, 'a'), 0), std::invalid_argument);
    EXPECT_NO_THROW(builder.add(std::string(255, 'a'), 0));
}

TEST(segment_builder, writes_the_same_bytes_for_the_same_names) {
    const weights_by_name names{{"alice", 3}, {"bob", 1}};
    EXPECT_EQ(segment_bytes(names), segment_bytes(names));
}

}  // namespace
}  // namespace unamex::search
