#include <ingest/tally.hpp>

#include <gmock/gmock.h>

namespace unamex::ingest {
namespace {

TEST(tally, counts_refusals_by_reason_and_keeps_the_first_places) {
    tally counts;
    for (std::uint64_t line = 1; line <= 9; ++line)
        counts.refuse("too_short", {.input = 0, .line = line});
    counts.refuse("reserved", {.input = 1, .line = 3});
    EXPECT_EQ(counts.refused(), 10U);
    EXPECT_EQ(counts.refused_by_reason.at("too_short").count, 9U);
    EXPECT_EQ(
        counts.refused_by_reason.at("too_short").examples.size(), refused_lines::examples_kept
    );
    EXPECT_EQ(counts.refused_by_reason.at("too_short").examples.back().line, 5U);
    EXPECT_EQ(
        counts.refused_by_reason.at("reserved").examples.front(), (refused_lines::example{1, 3})
    );
}

TEST(tally, has_refused_nothing_at_first) {
    EXPECT_EQ(tally{}.refused(), 0U);
}

}  // namespace
}  // namespace unamex::ingest
