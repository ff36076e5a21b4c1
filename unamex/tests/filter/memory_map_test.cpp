#include <unamex/filter/memory_map.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <system_error>
#include <utility>

namespace unamex::filter {
namespace {

TEST(memory_map, begins_as_zeros) {
    const auto memory = memory_map::zeroed(10'000);
    EXPECT_EQ(memory.bytes().size(), 10'000U);
    EXPECT_TRUE(std::ranges::all_of(memory.bytes(), [](std::byte byte) {
        return byte == std::byte{0};
    }));
}

TEST(memory_map, keeps_its_address_when_it_is_moved) {
    auto memory = memory_map::zeroed(100);
    auto* const address = memory.bytes().data();
    auto moved = std::move(memory);
    EXPECT_EQ(moved.bytes().data(), address);
    auto other = memory_map::zeroed(200);
    other = std::move(moved);
    EXPECT_EQ(other.bytes().data(), address);
    EXPECT_EQ(other.bytes().size(), 100U);
}

TEST(memory_map, of_a_file_leaves_the_file_alone) {
    std::FILE* file = std::tmpfile();
    ASSERT_NE(file, nullptr);
    std::fputs("filter", file);
    std::fflush(file);

    const auto memory = memory_map::copy_of(fileno(file), 6);
    EXPECT_EQ(memory.bytes()[0], std::byte{'f'});
    memory.bytes()[0] = std::byte{'F'};

    EXPECT_EQ(memory_map::copy_of(fileno(file), 6).bytes()[0], std::byte{'f'});
    std::fclose(file);
}

TEST(memory_map, says_when_there_is_no_memory) {
    EXPECT_THROW((void)memory_map::zeroed(std::size_t{1} << 60U), std::system_error);
    EXPECT_THROW((void)memory_map::copy_of(-1, 100), std::system_error);
}

}  // namespace
}  // namespace unamex::filter
