#include <microfast/server/entrance.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <utility>
#include <vector>

namespace microfast::server {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Tells connections apart by the numbers of their descriptors, which stay open.
class entrance : public testing::Test, doorkeeper {
protected:
    int arrive() {
        net::descriptor socket{::dup(STDERR_FILENO)};
        const int number = socket.number();
        places_.arrive(std::move(socket));
        return number;
    }

    net::event_loop loop_{{.tick = std::chrono::milliseconds{1}}};
    std::vector<int> admitted_;
    std::vector<int> sent_away_;
    int cannot_be_served_ = 0;       // so many of the next ones
    std::size_t patient_until_ = 0;  // how many are to be sent away before the loop ends
    server::entrance places_{
        loop_, {.active = 1, .waiting = 2, .patience = std::chrono::milliseconds{3}}, *this};

private:
    bool admit(net::descriptor socket) override {
        if (cannot_be_served_ > 0) return --cannot_be_served_ < 0;
        admitted_.push_back(socket.number());
        kept_.push_back(std::move(socket));
        return true;
    }
    void send_away(net::descriptor socket) override {
        sent_away_.push_back(socket.number());
        kept_.push_back(std::move(socket));
        if (sent_away_.size() == patient_until_) loop_.stop();
    }

    std::vector<net::descriptor> kept_;
};

TEST_F(entrance, lets_in_the_next_one_when_one_leaves) {
    const auto first = arrive();
    const auto second = arrive();
    const auto third = arrive();
    EXPECT_THAT(admitted_, ElementsAre(first));
    EXPECT_EQ(places_.waiting(), 2U);
    places_.leave();
    EXPECT_THAT(admitted_, ElementsAre(first, second));
    places_.leave();
    EXPECT_THAT(admitted_, ElementsAre(first, second, third));
    places_.leave();
    EXPECT_EQ(places_.inside(), 0U);
    EXPECT_FALSE(places_.is_full());
    EXPECT_THAT(sent_away_, IsEmpty());
}

TEST_F(entrance, sends_away_whoever_finds_the_queue_full) {
    for (int i = 0; i < 3; ++i)
        arrive();
    EXPECT_THAT(sent_away_, IsEmpty());
    const auto fourth = arrive();
    EXPECT_THAT(sent_away_, ElementsAre(fourth));
    EXPECT_EQ(places_.waiting(), 2U);
}

TEST_F(entrance, sends_away_whoever_has_waited_too_long) {
    arrive();
    const auto second = arrive();
    const auto third = arrive();
    patient_until_ = 2;
    loop_.run();
    EXPECT_THAT(sent_away_, ElementsAre(second, third));
    EXPECT_EQ(places_.waiting(), 0U);
    EXPECT_EQ(places_.inside(), 1U);
}

TEST_F(entrance, gives_the_place_of_one_that_cannot_be_served_to_the_next) {
    cannot_be_served_ = 1;
    arrive();
    EXPECT_EQ(places_.inside(), 0U);
    const auto second = arrive();
    arrive();
    const auto fourth = arrive();
    cannot_be_served_ = 1;
    places_.leave();
    EXPECT_THAT(admitted_, ElementsAre(second, fourth));
}

TEST_F(entrance, lets_nobody_wait_at_the_end) {
    arrive();
    const auto second = arrive();
    const auto third = arrive();
    places_.send_all_away();
    EXPECT_THAT(sent_away_, ElementsAre(second, third));
    arrive();  // closed with the entrance
}

}  // namespace

}  // namespace microfast::server
