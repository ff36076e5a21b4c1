#include <microfast/containers/lru_cache.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <list>
#include <memory>
#include <random>
#include <string>

namespace microfast::containers {

namespace {

using text_cache = lru_cache<std::string, int, text_hash>;

TEST(lru_cache, finds_what_was_put_in) {
    text_cache cache(10);
    EXPECT_EQ(cache.find("a"), nullptr);
    EXPECT_EQ(*cache.insert("a", 1, 4), 1);
    EXPECT_EQ(*cache.find(std::string_view("a")), 1);
    EXPECT_EQ(cache.size(), 1U);
    EXPECT_EQ(cache.cost(), 4U);
}

TEST(lru_cache, forgets_what_was_not_used_for_the_longest_time) {
    text_cache cache(3);
    cache.insert("a", 1, 1);
    cache.insert("b", 2, 1);
    cache.insert("c", 3, 1);
    EXPECT_NE(cache.find("a"), nullptr);
    cache.insert("d", 4, 1);
    EXPECT_EQ(cache.find("b"), nullptr);
    EXPECT_NE(cache.find("a"), nullptr);
    EXPECT_EQ(cache.evicted(), 1U);
}

TEST(lru_cache, makes_room_for_something_large) {
    text_cache cache(10);
    for (const auto* const key : {"a", "b", "c", "d", "e"})
        cache.insert(key, 0, 2);
    cache.insert("large", 1, 7);
    EXPECT_EQ(cache.size(), 2U);
    EXPECT_NE(cache.find("e"), nullptr);
    EXPECT_EQ(cache.cost(), 9U);
}

TEST(lru_cache, replaces_a_value_and_its_cost) {
    text_cache cache(10);
    cache.insert("a", 1, 8);
    cache.insert("b", 2, 2);
    EXPECT_EQ(*cache.insert("a", 3, 1), 3);
    EXPECT_EQ(cache.cost(), 3U);
    EXPECT_EQ(*cache.find("a"), 3);
    EXPECT_EQ(cache.size(), 2U);
}

TEST(lru_cache, does_not_take_what_costs_more_than_all_it_has) {
    text_cache cache(10);
    cache.insert("a", 1, 1);
    cache.insert("b", 2, 1);
    EXPECT_EQ(cache.insert("a", 3, 11), nullptr);
    EXPECT_EQ(cache.find("a"), nullptr);
    EXPECT_NE(cache.find("b"), nullptr);
}

TEST(lru_cache, erases_and_clears) {
    text_cache cache(10);
    cache.insert("a", 1, 3);
    EXPECT_TRUE(cache.erase("a"));
    EXPECT_FALSE(cache.erase("a"));
    EXPECT_EQ(cache.cost(), 0U);
    cache.insert("b", 1, 3);
    cache.clear();
    EXPECT_EQ(cache.size(), 0U);
    EXPECT_EQ(cache.cost(), 0U);
    cache.insert("c", 1, 10);
    EXPECT_NE(cache.find("c"), nullptr);
}

TEST(lru_cache, keeps_values_where_they_are) {
    lru_cache<int, std::unique_ptr<int>> cache(1000);
    const auto* const first = cache.insert(0, std::make_unique<int>(7), 1);
    for (int key = 1; key < 500; ++key)
        cache.insert(key, nullptr, 1);
    EXPECT_EQ(cache.find(0), first);
    EXPECT_EQ(**first, 7);
}

/// The same promises with a list that is searched from end to end.
class naive_cache {
public:
    explicit naive_cache(std::size_t budget) : budget_{budget} {}

    const int* find(int key) {
        const auto found = at(key);
        if (found == entries_.end()) return nullptr;
        entries_.splice(entries_.end(), entries_, found);
        return &entries_.back().value;
    }

    void insert(int key, int value, std::size_t cost) {
        erase(key);
        if (cost > budget_) return;
        entries_.push_back({key, value, cost});
        while (this->cost() > budget_)
            entries_.pop_front();
    }

    bool erase(int key) {
        const auto found = at(key);
        if (found == entries_.end()) return false;
        entries_.erase(found);
        return true;
    }

    [[nodiscard]] std::size_t cost() const {
        std::size_t sum = 0;
        for (const auto& each : entries_)
            sum += each.cost;
        return sum;
    }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
    struct entry {
        int key;
        int value;
        std::size_t cost;
    };

    std::list<entry>::iterator at(int key) {
        return std::find_if(entries_.begin(), entries_.end(), [key](const entry& each) {
            return each.key == key;
        });
    }

    std::size_t budget_;
    std::list<entry> entries_;  // the oldest first
};

TEST(lru_cache, agrees_with_a_naive_one) {
    std::mt19937 random(13);
    lru_cache<int, int> cache(40);
    naive_cache model(40);
    for (int round = 0; round < 20'000; ++round) {
        const int key = static_cast<int>(random() % 20);
        const auto action = random() % 8;
        if (action < 4) {
            const auto* const found = cache.find(key);
            const auto* const expected = model.find(key);
            ASSERT_EQ(found != nullptr, expected != nullptr);
            ASSERT_TRUE(found == nullptr || *found == *expected);
        } else if (action < 7) {
            const int value = static_cast<int>(random());
            const auto cost = random() % 45;
            cache.insert(key, value, cost);
            model.insert(key, value, cost);
        } else {
            ASSERT_EQ(cache.erase(key), model.erase(key));
        }
        ASSERT_EQ(cache.cost(), model.cost());
        ASSERT_EQ(cache.size(), model.size());
    }
}

}  // namespace

}  // namespace microfast::containers
