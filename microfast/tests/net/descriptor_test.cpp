#include <microfast/net/descriptor.hpp>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <utility>

namespace microfast::net {

namespace {

bool is_open(int number) {
    return ::fcntl(number, F_GETFD) != -1;
}

TEST(descriptor, closes_what_it_owns) {
    int number = 0;
    {
        const descriptor owner{::dup(0)};
        number = owner.number();
        EXPECT_TRUE(is_open(number));
    }
    EXPECT_FALSE(is_open(number));
}

TEST(descriptor, hands_over_what_it_owns) {
    descriptor first{::dup(0)};
    const int number = first.number();
    descriptor second{std::move(first)};
    EXPECT_FALSE(first.is_open());  // NOLINT(bugprone-use-after-move): that is what is tested
    EXPECT_EQ(second.number(), number);
    second = descriptor{::dup(0)};
    EXPECT_TRUE(second.is_open());
    EXPECT_FALSE(is_open(number) && second.number() != number);
}

TEST(descriptor, owns_nothing_at_first) {
    EXPECT_FALSE(descriptor{}.is_open());
}

}  // namespace

}  // namespace microfast::net
