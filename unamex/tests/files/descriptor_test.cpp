#include <unamex/files/descriptor.hpp>

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <utility>

namespace unamex::files {
namespace {

bool is_open_file(int number) {
    return ::fcntl(number, F_GETFD) >= 0;
}

TEST(descriptor, closes_its_file) {
    int number = -1;
    {
        const descriptor opened{"/dev/null", O_RDONLY};
        ASSERT_TRUE(opened.is_open());
        number = opened.number();
        EXPECT_EQ(::fcntl(number, F_GETFD), FD_CLOEXEC);
    }
    EXPECT_FALSE(is_open_file(number));
}

TEST(descriptor, hands_its_file_on) {
    descriptor first{"/dev/null", O_RDONLY};
    const auto number = first.number();
    descriptor second{"/dev/zero", O_RDONLY};
    const auto replaced = second.number();
    second = std::move(first);
    EXPECT_EQ(second.number(), number);
    EXPECT_TRUE(is_open_file(number));
    EXPECT_FALSE(is_open_file(replaced));
    const descriptor third{std::move(second)};
    EXPECT_EQ(third.number(), number);
    EXPECT_TRUE(is_open_file(number));
}

TEST(descriptor, says_by_errno_why_it_is_not_open) {
    const descriptor missing{"/nowhere/file", O_RDONLY};
    EXPECT_EQ(errno, ENOENT);
    EXPECT_FALSE(missing.is_open());
    EXPECT_FALSE(descriptor{}.is_open());
}

}  // namespace
}  // namespace unamex::files
