#include <microfast/core/error.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/listener.hpp>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <string>
#include <utility>
#include <vector>

namespace microfast::net {

namespace {

using testing::HasSubstr;

const endpoint any_port = parse_endpoint("127.0.0.1:0");

descriptor connect_to(const endpoint& where) {
    descriptor client{::socket(AF_INET, SOCK_STREAM, 0)};
    EXPECT_EQ(::connect(client.number(), where.data(), static_cast<socklen_t>(where.size())), 0);
    return client;
}

class collecting_taker final : public connection_taker {
public:
    explicit collecting_taker(event_loop& loop, std::size_t enough)
        : loop_{loop},
          enough_{enough} {}

    void take(descriptor connection) override {
        EXPECT_NE(::fcntl(connection.number(), F_GETFL) & O_NONBLOCK, 0);
        EXPECT_NE(::fcntl(connection.number(), F_GETFD) & FD_CLOEXEC, 0);
        taken.push_back(std::move(connection));
        if (taken.size() == enough_) loop_.stop();
    }
    bool make_room() override { return false; }
    void refuse(descriptor /*connection*/) override {}

    std::vector<descriptor> taken;

private:
    event_loop& loop_;
    std::size_t enough_;
};

TEST(open_listener, chooses_a_port_when_none_is_asked_for) {
    const auto listening = open_listener(any_port, port_use::exclusive);
    EXPECT_NE(local_endpoint(listening).port(), 0);
}

TEST(open_listener, shares_a_port_only_with_those_who_share_it) {
    const auto first = open_listener(any_port, port_use::exclusive);
    const auto where = local_endpoint(first);
    const auto second = open_listener(where, port_use::shared);
    EXPECT_EQ(local_endpoint(second), where);
    EXPECT_THROW(open_listener(where, port_use::exclusive), error);
}

TEST(open_listener, says_why_an_address_cannot_be_used) {
    try {
        static_cast<void>(open_listener(parse_endpoint("192.0.2.1:8080"), port_use::exclusive));
        FAIL() << "192.0.2.1 is for documentation, no interface has it";
    } catch (const error& failure) {
        EXPECT_THAT(failure.what(), HasSubstr("192.0.2.1:8080"));
        EXPECT_THAT(failure.what(), HasSubstr("no interface of this machine"));
    }
}

TEST(listener, takes_every_connection) {
    event_loop loop;
    collecting_taker taker{loop, 100};
    auto socket = open_listener(any_port, port_use::exclusive);
    const auto where = local_endpoint(socket);
    const listener accepts{loop, std::move(socket), taker};
    std::vector<descriptor> clients;
    for (int i = 0; i < 100; ++i)
        clients.push_back(connect_to(where));
    loop.run();
    EXPECT_EQ(taker.taken.size(), 100U);
}

TEST(listener, takes_what_has_connected_when_it_stops_and_closes_the_port) {
    event_loop loop;
    collecting_taker taker{loop, 0};
    auto socket = open_listener(any_port, port_use::exclusive);
    const auto where = local_endpoint(socket);
    listener accepts{loop, std::move(socket), taker};
    std::vector<descriptor> clients;
    for (int i = 0; i < 100; ++i)
        clients.push_back(connect_to(where));
    accepts.stop();
    EXPECT_EQ(taker.taken.size(), 100U);
    const descriptor late{::socket(AF_INET, SOCK_STREAM, 0)};
    EXPECT_NE(::connect(late.number(), where.data(), static_cast<socklen_t>(where.size())), 0);
}

}  // namespace

}  // namespace microfast::net
