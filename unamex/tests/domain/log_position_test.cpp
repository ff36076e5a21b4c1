#include <unamex/domain/log_position.hpp>

#include <gtest/gtest.h>

namespace unamex::domain {
namespace {

TEST(log_positions, begin_before_the_first_change) {
    const log_positions applied;
    EXPECT_EQ(applied.sequences().size(), slot_count);
    EXPECT_EQ(applied[slot_id{0}], 0U);
    EXPECT_EQ(applied[slot_id{16'383}], 0U);
}

TEST(log_positions, only_move_forward) {
    log_positions applied;
    applied.advance({slot_id{5}, 7});
    applied.advance({slot_id{5}, 6});
    EXPECT_EQ(applied[slot_id{5}], 7U);
    EXPECT_EQ(applied[slot_id{4}], 0U);
}

}  // namespace
}  // namespace unamex::domain
