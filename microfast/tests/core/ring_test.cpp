#include <microfast/core/ring.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace microfast {

namespace {

struct member : ring_place<member> {
    explicit member(int given) : number{given} {}
    int number;
};

std::vector<int> numbers_of(const ring_place<member>& head) {
    std::vector<int> numbers;
    for (auto* place = &head.next_in_ring(); place != &head; place = &place->next_in_ring()) {
        numbers.push_back(static_cast<member*>(place)->number);
    }
    return numbers;
}

TEST(ring_place, is_alone_until_it_joins) {
    ring_place<member> head;
    member one{1};
    EXPECT_TRUE(head.is_alone());
    one.join_before(head);
    EXPECT_FALSE(head.is_alone());
    EXPECT_FALSE(one.is_alone());
}

TEST(ring_place, keeps_the_order_in_which_members_joined) {
    ring_place<member> head;
    member one{1};
    member two{2};
    member three{3};
    for (auto* each : {&one, &two, &three})
        each->join_before(head);
    EXPECT_EQ(numbers_of(head), (std::vector{1, 2, 3}));
    one.join_before(head);
    EXPECT_EQ(numbers_of(head), (std::vector{2, 3, 1}));
    three.leave_ring();
    EXPECT_EQ(numbers_of(head), (std::vector{2, 1}));
}

TEST(ring_place, leaves_its_ring_when_destroyed) {
    ring_place<member> head;
    member one{1};
    one.join_before(head);
    {
        member two{2};
        two.join_before(head);
    }
    EXPECT_EQ(numbers_of(head), (std::vector{1}));
}

}  // namespace

}  // namespace microfast
