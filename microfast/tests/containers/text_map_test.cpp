#include <microfast/containers/text_map.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace microfast::containers {

namespace {

TEST(text_map, finds_what_was_inserted_and_nothing_else) {
    text_map<int> map;
    map.insert("a") = 1;
    map.insert("") = 2;
    map.insert("a") += 10;
    EXPECT_EQ(*map.find("a"), 11);
    EXPECT_EQ(*map.find(""), 2);
    EXPECT_EQ(map.find("b"), nullptr);
    EXPECT_EQ(map.size(), 2U);
}

TEST(text_map, agrees_with_an_ordered_map) {
    std::mt19937 random(7);
    text_map<unsigned> map;
    std::map<std::string, unsigned> model;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto size = random() % 12; size > 0; --size)
            text += "abc"[random() % 3];
        if (random() % 2 == 0) {
            map.insert(text) = model[text] = static_cast<unsigned>(random());
        } else {
            const auto* const found = map.find(text);
            const auto expected = model.find(text);
            ASSERT_EQ(found != nullptr, expected != model.end()) << text;
            ASSERT_TRUE(found == nullptr || *found == expected->second) << text;
        }
    }
    EXPECT_EQ(map.size(), model.size());
}

}  // namespace

}  // namespace microfast::containers
