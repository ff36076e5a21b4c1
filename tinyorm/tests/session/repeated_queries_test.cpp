#include <tinyorm/core/error.hpp>
#include <tinyorm/session/repeated_queries.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace tinyorm {
namespace {

using testing::HasSubstr;

class repetitions : public testing::Test {
protected:
    [[nodiscard]] session_policy policy(repetition_response response) {
        return {
            .on_repetition = response,
            .repetition_limit = 3,
            .report = [this](const repetition& one) { reported_.push_back(one); }};
    }
    // The last answer of so many queries from one line.
    static bool repeat(repeated_queries& counted, int times) {
        bool answer = false;
        for (int i = 0; i < times; ++i)
            answer = counted.count("SELECT 1", std::source_location::current());
        return answer;
    }

    std::vector<repetition> reported_;
};

TEST_F(repetitions, are_reported_once_a_place_beyond_the_limit) {
    const auto warns = policy(repetition_response::warn);
    repeated_queries counted{warns};
    EXPECT_FALSE(repeat(counted, 3));
    EXPECT_TRUE(reported_.empty());
    EXPECT_FALSE(repeat(counted, 5));
    ASSERT_EQ(reported_.size(), 1U);
    EXPECT_EQ(reported_[0].query, "SELECT 1");
    EXPECT_EQ(reported_[0].times, 4U);
    EXPECT_THAT(reported_[0].origin.file_name(), HasSubstr("repeated_queries_test"));
}

TEST_F(repetitions, are_those_of_one_query_and_one_place) {
    const auto warns = policy(repetition_response::warn);
    repeated_queries counted{warns};
    repeat(counted, 3);
    counted.count("SELECT 2", std::source_location::current());
    counted.count("SELECT 1", std::source_location::current());
    EXPECT_TRUE(reported_.empty());
}

TEST_F(repetitions, are_refused_with_query_and_place) {
    const auto raises = policy(repetition_response::raise);
    repeated_queries counted{raises};
    EXPECT_NO_THROW(repeat(counted, 3));
    try {
        repeat(counted, 1);
        FAIL() << "nothing was refused";
    } catch (const error& refused) {
        EXPECT_EQ(refused.kind(), error_kind::invalid_query);
        EXPECT_THAT(refused.what(), HasSubstr("more than 3 times from"));
        EXPECT_THAT(refused.what(), HasSubstr("repeated_queries_test.cpp:"));
        EXPECT_THAT(refused.what(), HasSubstr("SELECT 1"));
    }
}

TEST_F(repetitions, ask_for_a_batch_beyond_the_limit) {
    const auto batches = policy(repetition_response::batch);
    repeated_queries counted{batches};
    EXPECT_FALSE(repeat(counted, 3));
    EXPECT_TRUE(repeat(counted, 1));
    EXPECT_EQ(reported_.size(), 1U);
}

TEST_F(repetitions, are_nothing_to_who_ignores_them) {
    const session_policy by_default;
    EXPECT_EQ(by_default.repetition_limit, 10U);
    repeated_queries counted{by_default};
    EXPECT_FALSE(repeat(counted, 100));
}

}  // namespace
}  // namespace tinyorm
