#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "end_to_end/running_example.hpp"
#include "server/test_client.hpp"

namespace microfast {

namespace {

using server::body_of_answer;
using server::test_client;

class any_echo : public testing::TestWithParam<const char*> {
protected:
    running_example program{std::string("microfast_from_scratch_") + GetParam(), {"--port", "0"}};
};

TEST_P(any_echo, sends_back_what_it_gets_and_closes_when_the_client_does) {
    for (int time = 0; time < 3; ++time) {
        test_client client(program.port);
        const std::string said(100'000, static_cast<char>('a' + time));
        client.send(said);
        client.close_sending();
        EXPECT_EQ(client.read_to_end(), said);
    }
}

TEST_P(any_echo, survives_a_client_that_resets) {
    test_client rude(program.port);
    rude.send("not waiting for the echo");
    rude.reset();
    test_client client(program.port);
    client.send("still there?");
    client.close_sending();
    EXPECT_EQ(client.read_to_end(), "still there?");
}

INSTANTIATE_TEST_SUITE_P(
    from_scratch,
    any_echo,
    testing::Values("blocking_echo", "nonblocking_echo", "epoll_echo"),
    [](const auto& tested) { return std::string(tested.param); }
);

class concurrent_echo : public any_echo {};

TEST_P(concurrent_echo, serves_others_while_one_is_silent) {
    const test_client silent(program.port);
    test_client talking(program.port);
    talking.send("hello");
    talking.close_sending();
    EXPECT_EQ(talking.read_to_end(), "hello");
}

INSTANTIATE_TEST_SUITE_P(
    from_scratch,
    concurrent_echo,
    testing::Values("nonblocking_echo", "epoll_echo"),
    [](const auto& tested) { return std::string(tested.param); }
);

class http_by_hand : public testing::Test {
protected:
    running_example program{"microfast_from_scratch_http_by_hand", {"--port", "0"}};
};

TEST_F(http_by_hand, answers_requests_of_one_connection_in_order) {
    test_client client(program.port);
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /other HTTP/1.1\r\nHo");
    EXPECT_EQ(client.read().body, "Hello, World!");
    client.send("st: x\r\n\r\nHEAD / HTTP/1.1\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(client.read().status, 404);
    const auto last = client.read(body_of_answer::absent);
    EXPECT_TRUE(last.has_line("Content-Length: 13"));
    EXPECT_TRUE(last.has_line("Connection: close"));
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(http_by_hand, refuses_what_is_no_request_line) {
    for (const char* const line : {"GET /", "GET  / HTTP/1.1", "GET / HTTP/2.0", "hello"}) {
        test_client client(program.port);
        client.send(std::string(line) + "\r\n\r\n");
        EXPECT_EQ(client.read().status, 400) << line;
    }
}

}  // namespace

}  // namespace microfast
