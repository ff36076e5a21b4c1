#include <microfast/limits/admission.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <random>
#include <vector>

namespace microfast::limits {

namespace {

using std::chrono::milliseconds;
using outcome = admission_outcome;

time_point at(int ms) {
    return time_point{milliseconds{ms}};
}

TEST(admission, lets_so_many_in_and_so_many_wait) {
    admission gate({.active = 2, .waiting = 1, .patience = milliseconds{100}});
    admission::ticket a, b, c, d;
    EXPECT_EQ(gate.arrive(a, at(0)), outcome::admitted);
    EXPECT_EQ(gate.arrive(b, at(0)), outcome::admitted);
    EXPECT_EQ(gate.arrive(c, at(0)), outcome::waits);
    EXPECT_EQ(gate.arrive(d, at(0)), outcome::refused);
    EXPECT_EQ(gate.leave(), &c);
    EXPECT_EQ(gate.active(), 2U);
    EXPECT_EQ(gate.leave(), nullptr);
    EXPECT_EQ(gate.active(), 1U);
    EXPECT_EQ(gate.arrive(d, at(1)), outcome::admitted);
}

TEST(admission, hands_places_on_in_the_order_of_arrival) {
    admission gate({.active = 1, .waiting = 9, .patience = milliseconds{100}});
    admission::ticket inside, first, second, third;
    EXPECT_EQ(gate.arrive(inside, at(0)), outcome::admitted);
    for (auto* each : {&first, &second, &third})
        EXPECT_EQ(gate.arrive(*each, at(0)), outcome::waits);
    gate.give_up(second);
    EXPECT_EQ(gate.leave(), &first);
    EXPECT_EQ(gate.leave(), &third);
    EXPECT_EQ(gate.leave(), nullptr);
    EXPECT_EQ(gate.active(), 0U);
}

TEST(admission, gives_up_whoever_has_waited_too_long) {
    admission gate({.active = 1, .waiting = 9, .patience = milliseconds{100}});
    admission::ticket inside, early, late;
    EXPECT_EQ(gate.next_deadline(), std::nullopt);
    EXPECT_EQ(gate.arrive(inside, at(0)), outcome::admitted);
    EXPECT_EQ(gate.arrive(early, at(10)), outcome::waits);
    EXPECT_EQ(gate.arrive(late, at(60)), outcome::waits);
    EXPECT_EQ(gate.next_deadline(), at(110));
    EXPECT_EQ(gate.expire(at(109)), nullptr);
    EXPECT_EQ(gate.expire(at(110)), &early);
    EXPECT_EQ(gate.expire(at(110)), nullptr);
    EXPECT_EQ(gate.next_deadline(), at(160));
    EXPECT_EQ(gate.leave(), &late);
}

TEST(admission, agrees_with_a_counter_and_a_queue) {
    admission gate({.active = 3, .waiting = 4, .patience = milliseconds{20}});
    std::vector<std::unique_ptr<admission::ticket>> kept;
    std::deque<std::pair<admission::ticket*, int>> queue;  // with their deadlines
    std::size_t inside = 0;
    std::mt19937 random(2);
    for (int now = 0; now < 20'000; ++now) {
        while (!queue.empty() && queue.front().second <= now) {
            ASSERT_EQ(gate.expire(at(now)), queue.front().first);
            queue.pop_front();
        }
        ASSERT_EQ(gate.expire(at(now)), nullptr);
        if (random() % 2 == 0) {
            auto& who = *kept.emplace_back(std::make_unique<admission::ticket>());
            const auto expected = inside < 3         ? outcome::admitted
                                  : queue.size() < 4 ? outcome::waits
                                                     : outcome::refused;
            ASSERT_EQ(gate.arrive(who, at(now)), expected);
            if (expected == outcome::admitted) ++inside;
            if (expected == outcome::waits) queue.emplace_back(&who, now + 20);
        } else if (inside > 0) {
            auto* const next = queue.empty() ? nullptr : queue.front().first;
            ASSERT_EQ(gate.leave(), next);
            if (next == nullptr) --inside;
            if (next != nullptr) queue.pop_front();
        }
        ASSERT_EQ(gate.active(), inside);
        ASSERT_EQ(gate.waiting(), queue.size());
    }
}

}  // namespace

}  // namespace microfast::limits
