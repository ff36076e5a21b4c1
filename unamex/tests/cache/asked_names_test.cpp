#include <unamex/cache/asked_names.hpp>

#include <gtest/gtest.h>

namespace unamex::cache {
namespace {

using std::chrono::milliseconds;

redis_time at(int time) {
    return redis_time{time};
}

ports::monotonic_time local(int time) {
    return ports::monotonic_time{milliseconds{time}};
}

TEST(asked_names, gives_the_end_of_validity_once) {
    asked_names names{milliseconds{50}};
    names.note(1, "alice", at(100), local(0));
    EXPECT_EQ(names.take_end(1, "alice", local(0)), at(150));
    EXPECT_EQ(names.take_end(1, "alice", local(0)), std::nullopt);
    EXPECT_EQ(names.take_end(1, "bob", local(0)), std::nullopt);
}

TEST(asked_names, counts_from_the_first_of_several_questions) {
    asked_names names{milliseconds{50}};
    names.note(1, "alice", at(100), local(0));
    names.note(1, "alice", at(120), local(0));
    EXPECT_EQ(names.take_end(1, "alice", local(0)), at(150));
}

TEST(asked_names, refuses_an_answer_of_the_store_that_is_older_than_the_question) {
    asked_names names{milliseconds{50}};
    names.note(1, "alice", at(100), local(7));
    EXPECT_EQ(names.take_end(1, "alice", local(6)), std::nullopt);
    EXPECT_EQ(names.take_end(1, "alice", local(7)), at(150));
}

TEST(asked_names, forgets_everything_with_the_connection) {
    asked_names names{milliseconds{50}};
    names.note(1, "alice", at(100), local(0));
    EXPECT_EQ(names.take_end(2, "alice", local(0)), std::nullopt);
    EXPECT_EQ(names.take_end(1, "alice", local(0)), std::nullopt);
}

TEST(asked_names, forgets_questions_that_were_never_answered) {
    asked_names names{milliseconds{50}};
    for (int i = 0; i < 1'000; ++i)
        names.note(1, "name" + std::to_string(i), at(i), local(0));
    EXPECT_EQ(names.size(), 50U);
    EXPECT_EQ(names.take_end(1, "name949", local(0)), std::nullopt);
    EXPECT_EQ(names.take_end(1, "name950", local(0)), at(1'000));
}

TEST(asked_names, keeps_a_later_question_when_an_earlier_one_ends) {
    asked_names names{milliseconds{50}};
    names.note(1, "alice", at(100), local(0));
    EXPECT_TRUE(names.take_end(1, "alice", local(0)).has_value());
    names.note(1, "alice", at(120), local(0));
    names.note(1, "bob", at(155), local(0));
    EXPECT_EQ(names.take_end(1, "alice", local(0)), at(170));
}

TEST(asked_names, notes_no_more_than_it_has_room_for) {
    asked_names names{milliseconds{50}, 2};
    for (const auto* name : {"alice", "bob", "carol"})
        names.note(1, name, at(100), local(0));
    EXPECT_EQ(names.size(), 2U);
    EXPECT_EQ(names.take_end(1, "carol", local(0)), std::nullopt);
}

}  // namespace
}  // namespace unamex::cache
