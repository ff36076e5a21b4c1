#include <tinyorm/pool/lease_register.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tinyorm::pool {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;

const auto here = std::source_location::current();
const clock::time_point start{};

TEST(lease_register, names_the_longest_lease) {
    lease_register leases;
    pooled_connection older;
    pooled_connection newer;
    leases.add(newer, here, start + 5ms);
    leases.add(older, here, start);
    EXPECT_EQ(leases.size(), 2U);
    EXPECT_THAT(
        leases.describe_longest(start + 9ms), HasSubstr("held for 9 ms by lease_register_test.cpp:")
    );
    leases.remove(older);
    EXPECT_THAT(leases.describe_longest(start + 9ms), HasSubstr("held for 4 ms"));
    leases.remove(newer);
    EXPECT_EQ(leases.describe_longest(start + 9ms), "");
}

TEST(lease_register, reports_each_leak_once_a_lease) {
    lease_register leases;
    pooled_connection held;
    leases.add(held, here, start);
    EXPECT_THAT(leases.take_leaks(10ms, start + 9ms), IsEmpty());
    const auto leaks = leases.take_leaks(10ms, start + 12ms);
    ASSERT_THAT(leaks, SizeIs(1));
    EXPECT_EQ(leaks.front().held_for, 12ms);
    EXPECT_THAT(leases.take_leaks(10ms, start + 90ms), IsEmpty());
    leases.remove(held);
    leases.add(held, here, start + 100ms);
    EXPECT_THAT(leases.take_leaks(10ms, start + 110ms), SizeIs(1));
}

}  // namespace
}  // namespace tinyorm::pool
