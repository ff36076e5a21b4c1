#include <microfast/server/unsent_ledger.hpp>

#include <gtest/gtest.h>

#include "server/test_environment.hpp"

namespace microfast::server {

namespace {

class unsent_ledger : public testing::Test {
protected:
    struct client {
        explicit client(server::unsent_ledger& ledger) : share{ledger, sockets.ours} {}

        [[nodiscard]] bool is_given_up() const {
            char byte;
            return ::recv(sockets.theirs.number(), &byte, 1, 0) == 0;
        }

        socket_pair sockets;
        server::unsent_ledger::share share;
    };

    const byte_count limit_ = 100_B;
    server::unsent_ledger ledger_{limit_};
};

TEST_F(unsent_ledger, counts_what_is_kept_for_all) {
    client first{ledger_};
    {
        client second{ledger_};
        first.share.set(30);
        second.share.set(20);
        EXPECT_EQ(ledger_.total(), 50U);
        first.share.set(40);
        EXPECT_EQ(ledger_.total(), 60U);
    }
    EXPECT_EQ(ledger_.total(), 40U);
    first.share.set(100);
    EXPECT_FALSE(first.is_given_up());
}

TEST_F(unsent_ledger, gives_up_who_has_taken_nothing_for_longest) {
    client first{ledger_};
    client second{ledger_};
    client third{ledger_};
    first.share.set(40);
    second.share.set(40);
    first.share.has_moved();
    third.share.set(30);
    EXPECT_TRUE(second.is_given_up());
    EXPECT_FALSE(first.is_given_up());
    EXPECT_FALSE(third.is_given_up());
    EXPECT_EQ(ledger_.total(), 70U);
}

TEST_F(unsent_ledger, gives_up_as_many_as_it_takes) {
    client first{ledger_};
    client second{ledger_};
    client third{ledger_};
    first.share.set(50);
    second.share.set(50);
    third.share.set(90);
    EXPECT_TRUE(first.is_given_up());
    EXPECT_TRUE(second.is_given_up());
    EXPECT_FALSE(third.is_given_up());
    third.share.set(101);
    EXPECT_TRUE(third.is_given_up());
    EXPECT_EQ(ledger_.total(), 0U);
    third.share.set(7);  // nobody sends it any more
    EXPECT_EQ(ledger_.total(), 0U);
}

}  // namespace

}  // namespace microfast::server
