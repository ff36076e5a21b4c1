#include <unamex/domain/refusal.hpp>

#include <gtest/gtest.h>

#include <set>

namespace unamex::domain {
namespace {

TEST(refusal, has_a_word_for_programs) {
    EXPECT_EQ(to_string(refusal::empty), "empty");
    EXPECT_EQ(to_string(refusal::too_short), "too_short");
    EXPECT_EQ(to_string(refusal::bad_separator), "bad_separator");
    EXPECT_EQ(to_string(refusal::confusable), "confusable");
    EXPECT_EQ(to_string(refusal::not_stable), "not_stable");
}

TEST(refusal, has_a_word_of_its_own_for_each_reason) {
    std::set<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(refusal::not_stable); ++i) {
        words.insert(to_string(static_cast<refusal>(i)));
    }
    EXPECT_EQ(words.size(), 11U);
}

}  // namespace
}  // namespace unamex::domain
