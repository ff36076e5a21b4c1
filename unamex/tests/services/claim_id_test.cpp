#include <unamex/services/claim_id.hpp>

#include <gtest/gtest.h>

#include <set>

namespace unamex::services {
namespace {

TEST(claim_id, is_32_hexadecimal_digits_and_never_the_same) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto id = make_claim_id();
        EXPECT_EQ(id.size(), 32U);
        EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
        EXPECT_TRUE(seen.insert(id).second);
    }
}

}  // namespace
}  // namespace unamex::services
