#include <unamex/cache/lru_names.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <random>

namespace unamex::cache {
namespace {

lru_names::time_point at(int seconds) {
    return lru_names::time_point{std::chrono::seconds{seconds}};
}

TEST(lru_names, forgets_the_least_recently_used_when_full) {
    lru_names names{2, std::chrono::hours{1}};
    names.remember("alice", at(0));
    names.remember("bob", at(1));
    EXPECT_TRUE(names.contains("alice", at(2)));
    names.remember("carol", at(3));
    EXPECT_TRUE(names.contains("alice", at(4)));
    EXPECT_FALSE(names.contains("bob", at(4)));
    EXPECT_EQ(names.size(), 2U);
}

TEST(lru_names, forgets_a_name_when_its_life_ends) {
    lru_names names{8, std::chrono::seconds{10}};
    names.remember("alice", at(0));
    EXPECT_TRUE(names.contains("alice", at(9)));
    EXPECT_FALSE(names.contains("alice", at(10)));
    EXPECT_EQ(names.size(), 0U);
}

TEST(lru_names, lives_anew_when_remembered_again) {
    lru_names names{8, std::chrono::seconds{10}};
    names.remember("alice", at(0));
    names.remember("alice", at(5));
    EXPECT_TRUE(names.contains("alice", at(14)));
    EXPECT_FALSE(names.contains("alice", at(15)));
}

TEST(lru_names, holds_one_name_when_asked_to_hold_none) {
    lru_names names{0, std::chrono::seconds{10}};
    names.remember("alice", at(0));
    EXPECT_TRUE(names.contains("alice", at(1)));
}

// The same promises, kept by looking through everything.
class slow_names {
public:
    void remember(const std::string& name, int now) {
        remove(name);
        if (entries_.size() == capacity) entries_.pop_back();
        entries_.push_front({name, now + lifetime});
    }
    bool contains(const std::string& name, int now) {
        const auto found = std::ranges::find(entries_, name, &entry::name);
        if (found == entries_.end()) return false;
        const auto kept = *found;
        remove(name);
        if (kept.end <= now) return false;
        entries_.push_front(kept);
        return true;
    }
    static constexpr std::size_t capacity = 7;
    static constexpr int lifetime = 30;

private:
    struct entry {
        std::string name;
        int end;
    };
    void remove(const std::string& name) {
        std::erase_if(entries_, [&](const entry& one) { return one.name == name; });
    }
    std::deque<entry> entries_;
};

TEST(lru_names, agrees_with_a_slow_model_after_random_calls) {
    lru_names names{slow_names::capacity, std::chrono::seconds{slow_names::lifetime}};
    slow_names model;
    std::mt19937 random{9};
    for (int now = 0; now < 20'000; now += static_cast<int>(random() % 3)) {
        const auto name = "name" + std::to_string(random() % 12);
        if (random() % 2 == 0) {
            names.remember(name, at(now));
            model.remember(name, now);
        } else {
            ASSERT_EQ(names.contains(name, at(now)), model.contains(name, now)) << now;
        }
    }
}

}  // namespace
}  // namespace unamex::cache
