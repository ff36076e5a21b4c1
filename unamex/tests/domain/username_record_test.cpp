#include <unamex/domain/username_record.hpp>

#include <gtest/gtest.h>

namespace unamex::domain {
namespace {

TEST(name_state, is_read_back_from_its_word) {
    for (const auto state : {name_state::claimed, name_state::held, name_state::released}) {
        EXPECT_EQ(parse_name_state(to_string(state)), state);
    }
    EXPECT_EQ(to_string(name_state::held), "held");
    EXPECT_EQ(parse_name_state("Claimed"), std::nullopt);
    EXPECT_EQ(parse_name_state(""), std::nullopt);
}

}  // namespace
}  // namespace unamex::domain
