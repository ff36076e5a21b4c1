#include <microfast/containers/expiry_heap.hpp>
#include <microfast/containers/lru_cache.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace microfast::containers {

namespace {

using std::chrono::seconds;
using text_heap = expiry_heap<std::string, text_hash>;

text_heap::time_point at(long second) {
    return text_heap::time_point{seconds{second}};
}

TEST(expiry_heap, hands_out_keys_in_the_order_of_their_deadlines) {
    text_heap heap;
    heap.schedule("c", at(3));
    heap.schedule("a", at(1));
    heap.schedule("b", at(2));
    EXPECT_EQ(heap.next_deadline(), at(1));
    EXPECT_EQ(heap.take_expired(at(2)), "a");
    EXPECT_EQ(heap.take_expired(at(2)), "b");
    EXPECT_EQ(heap.take_expired(at(2)), std::nullopt);
    EXPECT_EQ(heap.next_deadline(), at(3));
}

TEST(expiry_heap, keeps_the_newest_deadline_of_a_key_and_no_other) {
    text_heap heap;
    heap.schedule("a", at(1));
    heap.schedule("b", at(2));
    heap.schedule("a", at(9));
    EXPECT_EQ(heap.size(), 2U);
    EXPECT_EQ(heap.deadline_of("a"), at(9));
    EXPECT_EQ(heap.take_expired(at(5)), "b");
    EXPECT_EQ(heap.take_expired(at(5)), std::nullopt);
    heap.schedule("a", at(4));
    EXPECT_EQ(heap.take_expired(at(5)), "a");
    EXPECT_EQ(heap.next_deadline(), std::nullopt);
}

TEST(expiry_heap, forgets_what_is_cancelled) {
    text_heap heap;
    heap.schedule("a", at(1));
    heap.schedule("b", at(2));
    EXPECT_TRUE(heap.cancel(std::string_view("a")));
    EXPECT_FALSE(heap.cancel("a"));
    EXPECT_EQ(heap.deadline_of("a"), std::nullopt);
    EXPECT_EQ(heap.take_expired(at(5)), "b");
    EXPECT_EQ(heap.size(), 0U);
}

TEST(expiry_heap, expires_at_its_deadline_and_not_before) {
    text_heap heap;
    heap.schedule("a", at(1));
    EXPECT_EQ(heap.take_expired(at(1) - std::chrono::nanoseconds{1}), std::nullopt);
    EXPECT_EQ(heap.take_expired(at(1)), "a");
}

TEST(expiry_heap, agrees_with_a_sorted_list) {
    std::mt19937 random(43);
    expiry_heap<int> heap;
    std::map<int, long> model;
    for (int round = 0; round < 20'000; ++round) {
        const int key = static_cast<int>(random() % 50);
        const auto action = random() % 4;
        if (action < 2) {
            const auto second = static_cast<long>(random() % 100);
            heap.schedule(key, at(second));
            model[key] = second;
        } else if (action == 2) {
            ASSERT_EQ(heap.cancel(key), model.erase(key) == 1);
        } else {
            const auto now = static_cast<long>(random() % 100);
            const auto taken = heap.take_expired(at(now));
            long earliest = now + 1;
            for (const auto& [each, second] : model)
                earliest = std::min(earliest, second);
            ASSERT_EQ(taken.has_value(), earliest <= now);
            if (!taken) continue;
            ASSERT_EQ(model.at(*taken), earliest);
            model.erase(*taken);
        }
        ASSERT_EQ(heap.size(), model.size());
    }
}

}  // namespace

}  // namespace microfast::containers
