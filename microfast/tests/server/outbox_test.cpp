#include <microfast/server/outbox.hpp>

#include <gtest/gtest.h>

#include <string>

#include "server/test_environment.hpp"

namespace microfast::server {

namespace {

constexpr std::size_t more_than_a_socket_takes = 8'000'000;

class outbox : public testing::Test {
protected:
    /// Flushes more than the socket takes, all but the first byte of it dots.
    void fall_behind() {
        sending_.tail() = "a" + std::string(more_than_a_socket_takes - 1, '.');
        sending_.flush();
    }

    /// Reads everything, the sending side being told each time that it may go on.
    std::string take_all() {
        std::string all;
        for (bool caught_up = false; !caught_up;) {
            all += sockets_.arrived();
            if (!sending_.is_empty()) sending_.send_more();
            caught_up = sending_.is_empty();
        }
        for (auto last = sockets_.arrived(); !last.empty(); last = sockets_.arrived())
            all += last;
        return all;
    }

    test_environment environment_;
    socket_pair sockets_;
    server::outbox sending_{environment_.shared, sockets_.ours};
};

TEST_F(outbox, sends_what_was_gathered_with_one_flush) {
    sending_.tail() += "one ";
    sending_.tail() += "two";
    EXPECT_EQ(sockets_.arrived(), "");
    sending_.flush();
    EXPECT_EQ(sockets_.arrived(), "one two");
    EXPECT_TRUE(sending_.is_empty());
    EXPECT_EQ(sending_.deadline(), server::outbox::time_point::max());
}

TEST_F(outbox, keeps_what_the_client_leaves_and_appends_to_it) {
    fall_behind();
    EXPECT_FALSE(sending_.is_empty());
    sending_.tail() += "end";
    sending_.flush();  // waits for send_more
    const auto all = take_all();
    EXPECT_EQ(all.size(), more_than_a_socket_takes + 3);
    EXPECT_EQ(all.front(), 'a');
    EXPECT_EQ(all.substr(all.size() - 4), ".end");
    EXPECT_TRUE(sending_.is_empty());
}

TEST_F(outbox, is_full_while_the_client_leaves_more_than_the_limit) {
    EXPECT_FALSE(sending_.is_full());
    fall_behind();
    EXPECT_TRUE(sending_.is_full());
    EXPECT_EQ(take_all().size(), more_than_a_socket_takes);
    EXPECT_FALSE(sending_.is_full());
}

TEST_F(outbox, wants_to_send_before_more_is_gathered_than_the_limit) {
    sending_.tail() = std::string(environment_.options.connections.unsent_output.value, '.');
    EXPECT_FALSE(sending_.wants_flush());
    sending_.tail() += ".";
    EXPECT_TRUE(sending_.wants_flush());
}

TEST_F(outbox, gives_a_client_time_from_the_last_bytes_it_took) {
    const auto timeout = environment_.options.connections.send_timeout;
    const auto before = environment_.loop.now();
    fall_behind();
    const auto first = sending_.deadline();
    EXPECT_GE(first, before + timeout);
    EXPECT_LE(first, environment_.loop.now() + timeout);
    sending_.send_more();  // it takes nothing
    EXPECT_EQ(sending_.deadline(), first);
    EXPECT_NE(sockets_.arrived(), "");
    const auto moved = environment_.loop.now();
    sending_.send_more();
    EXPECT_FALSE(sending_.is_empty());
    EXPECT_GE(sending_.deadline(), moved + timeout);
}

TEST_F(outbox, fails_when_the_client_has_gone_and_not_when_it_is_slow) {
    fall_behind();
    EXPECT_FALSE(sending_.has_failed());
    sockets_.theirs.close();
    sending_.send_more();
    EXPECT_TRUE(sending_.has_failed());
}

TEST_F(outbox, leaves_the_buffer_of_the_worker_empty_whatever_happens) {
    fall_behind();
    EXPECT_EQ(environment_.shared.output, "");
    socket_pair others;
    server::outbox failing{environment_.shared, others.ours};
    failing.tail() += "lost";
    failing.give_up();
    EXPECT_EQ(environment_.shared.output, "");
}

/// Work that says when it is done.
task<void> set(bool& done) {
    done = true;
    co_return;
}

TEST_F(outbox, begins_work_when_what_was_gathered_before_it_is_sent) {
    bool done = false;
    sending_.tail() += "answer";
    sending_.append_work(set(done));
    EXPECT_FALSE(environment_.shared.work.is_under_way());
    sending_.flush();
    EXPECT_TRUE(environment_.shared.work.is_under_way());
    EXPECT_FALSE(done);  // not in the middle of the event
    environment_.run_pending();
    EXPECT_TRUE(done);
    EXPECT_FALSE(environment_.shared.work.is_under_way());
}

TEST_F(outbox, begins_work_of_a_slow_client_when_that_has_read_so_far) {
    bool done = false;
    fall_behind();
    sending_.append_work(set(done));
    sending_.flush();
    environment_.run_pending();
    EXPECT_FALSE(done);
    EXPECT_EQ(take_all().size(), more_than_a_socket_takes);
    environment_.run_pending();
    EXPECT_TRUE(done);
}

TEST_F(outbox, begins_work_whose_connection_has_ended) {
    bool gathered = false;
    bool left_behind = false;
    sending_.append_work(set(gathered));
    fall_behind();
    sending_.append_work(set(left_behind));
    sending_.give_up();
    environment_.run_pending();
    EXPECT_TRUE(gathered);
    EXPECT_TRUE(left_behind);
}

}  // namespace

}  // namespace microfast::server
