#include <tinyorm/driver/statement_cache.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace tinyorm::driver {
namespace {

TEST(statement_cache, retires_the_least_recently_used) {
    statement_cache<int> cache{2};
    std::vector<int> retired;
    const auto retire = [&retired](int prepared) { retired.push_back(prepared); };
    cache.insert("a", 1, retire);
    cache.insert("b", 2, retire);
    ASSERT_NE(cache.find("a"), nullptr);
    cache.insert("c", 3, retire);
    EXPECT_THAT(retired, testing::ElementsAre(2));
    EXPECT_EQ(cache.find("b"), nullptr);
    EXPECT_EQ(cache.find("a")->prepared, 1);
}

TEST(statement_cache, keeps_what_is_lent) {
    statement_cache<int> cache{1};
    const auto fail_to_retire = [](int) { FAIL() << "retired although it is lent"; };
    cache.insert("lent", 1, fail_to_retire).is_lent = true;
    cache.insert("other", 2, fail_to_retire);
    EXPECT_EQ(cache.size(), 2U);
}

TEST(statement_cache, is_unchanged_by_what_cannot_be_retired) {
    statement_cache<std::string> cache{1};
    cache.insert("a", "kept", [](const std::string&) {});
    const auto refuse = [](const std::string&) { throw std::runtime_error("not now"); };
    EXPECT_THROW(cache.insert("b", "new", refuse), std::runtime_error);
    ASSERT_NE(cache.find("a"), nullptr);
    EXPECT_EQ(cache.find("a")->prepared, "kept");
    EXPECT_EQ(cache.find("b"), nullptr);
    cache.insert("b", "new", [](const std::string&) {});
    EXPECT_EQ(cache.find("a"), nullptr);
    EXPECT_EQ(cache.size(), 1U);
}

TEST(statement_cache, forgets_on_request) {
    statement_cache<int> cache{4};
    cache.insert("a", 1, [](int) {});
    cache.erase("a");
    cache.erase("never seen");
    EXPECT_EQ(cache.find("a"), nullptr);
    cache.clear();
    EXPECT_EQ(cache.size(), 0U);
}

TEST(statement_cache, agrees_with_a_list_after_random_use) {
    constexpr std::size_t capacity = 8;
    statement_cache<std::string> cache{capacity};
    std::deque<std::string> model;  // most recently used first
    std::mt19937 random{7};
    for (int step = 0; step < 20'000; ++step) {
        const auto text = std::to_string(random() % 12);
        const auto known = std::find(model.begin(), model.end(), text);
        const auto* found = cache.find(text);
        ASSERT_EQ(found != nullptr, known != model.end());
        if (known != model.end()) model.erase(known);
        if (found == nullptr) {
            cache.insert(text, text, [&model](const std::string& retired) {
                ASSERT_EQ(retired, model.back());
                model.pop_back();
            });
        }
        model.push_front(text);
        ASSERT_EQ(cache.size(), model.size());
    }
}

}  // namespace
}  // namespace tinyorm::driver
