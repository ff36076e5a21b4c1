#include <tinyorm/core/small_list.hpp>

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace tinyorm {
namespace {

using list = small_list<int, 3>;

std::vector<int> elements_of(const list& given) {
    return {given.span().begin(), given.span().end()};
}

TEST(small_list, holds_the_same_as_a_vector) {
    std::minstd_rand random{7};
    list grown;
    std::vector<int> expected;
    for (int step = 0; step < 2'000; ++step) {
        switch (random() % 6) {
            case 0: {
                list copied = grown;
                grown = std::move(copied);
                break;
            }
            case 1: {
                const list moved = std::move(grown);
                EXPECT_TRUE(grown.empty());
                grown = moved;
                break;
            }
            case 2: {
                const std::vector<int> more(random() % 5, step);
                grown.append(more);
                expected.insert(expected.end(), more.begin(), more.end());
                break;
            }
            case 3:
                if (random() % 4 == 0) {
                    grown = list{};
                    expected.clear();
                }
                break;
            default: grown.push_back(step); expected.push_back(step);
        }
        ASSERT_EQ(elements_of(grown), expected);
    }
}

TEST(small_list, takes_one_of_its_own_elements) {
    list grown;
    for (int i = 0; i < 3; ++i)
        grown.push_back(i);
    grown.push_back(grown.span().front());
    EXPECT_EQ(elements_of(grown), (std::vector{0, 1, 2, 0}));
}

}  // namespace
}  // namespace tinyorm
