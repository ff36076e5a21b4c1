#include <microfast/net/send.hpp>
#include <microfast/server/inbox.hpp>

#include <gtest/gtest.h>

#include <string_view>

#include "server/test_environment.hpp"

namespace microfast::server {

namespace {

constexpr std::string_view request = "GET /a HTTP/1.1\r\nHost: test\r\n\r\n";

class inbox : public testing::Test {
protected:
    void arrive(std::string_view bytes) {
        ASSERT_EQ(net::send_some(sockets_.theirs, bytes), static_cast<ssize_t>(bytes.size()));
    }

    std::string_view receive() { return receiving_.receive(sockets_.ours).bytes; }

    test_environment environment_;
    socket_pair sockets_;
    server::inbox receiving_{environment_.shared};
};

TEST_F(inbox, tells_bytes_from_nothing_from_the_end_from_a_failure) {
    EXPECT_EQ(receiving_.receive(sockets_.ours).kind, arrival::nothing);
    arrive("abc");
    const auto found = receiving_.receive(sockets_.ours);
    EXPECT_EQ(found.kind, arrival::bytes);
    EXPECT_EQ(found.bytes, "abc");
    sockets_.theirs.close();
    EXPECT_EQ(receiving_.receive(sockets_.ours).kind, arrival::end);
    sockets_.ours.close();
    EXPECT_EQ(receiving_.receive(sockets_.ours).kind, arrival::failure);
}

TEST_F(inbox, gives_what_it_kept_with_what_arrives) {
    arrive("abc");
    receiving_.keep(receive().substr(1), server::inbox::rest::unfinished_head);
    EXPECT_FALSE(receiving_.is_empty());
    arrive("def");
    const auto found = receiving_.receive(sockets_.ours);
    EXPECT_EQ(found.bytes, "bcdef");
    EXPECT_EQ(found.fresh, 3U);
    EXPECT_TRUE(receiving_.is_empty());
}

TEST_F(inbox, keeps_what_it_has_while_nothing_arrives) {
    arrive("abc");
    receiving_.keep(receive(), server::inbox::rest::unfinished_head);
    EXPECT_EQ(receiving_.receive(sockets_.ours).kind, arrival::nothing);
    arrive("d");
    EXPECT_EQ(receive(), "abcd");
}

TEST_F(inbox, parses_a_head_however_it_arrives) {
    for (const char byte : request.substr(0, request.size() - 1)) {
        arrive({&byte, 1});
        const auto bytes = receive();
        EXPECT_EQ(receiving_.parse_head(bytes).progress, http::parse_progress::incomplete);
        receiving_.keep(bytes, server::inbox::rest::unfinished_head);
    }
    arrive(request.substr(request.size() - 1));
    const auto head = receiving_.parse_head(receive());
    EXPECT_EQ(head.progress, http::parse_progress::complete);
    EXPECT_EQ(head.consumed, request.size());
    EXPECT_EQ(environment_.shared.request.path(), "/a");
}

TEST_F(inbox, tells_requests_that_wait_from_an_unfinished_head) {
    receiving_.keep("GET /", server::inbox::rest::unfinished_head);
    EXPECT_FALSE(receiving_.has_requests());
    receiving_.keep(request, server::inbox::rest::requests);
    EXPECT_TRUE(receiving_.has_requests());
    const auto waiting = receiving_.take_requests();
    EXPECT_EQ(std::string_view(waiting.data(), waiting.size()), request);
    EXPECT_FALSE(receiving_.has_requests());
}

TEST_F(inbox, gives_an_unfinished_head_one_deadline_from_its_first_byte) {
    const auto never = server::inbox::time_point::max();
    EXPECT_EQ(receiving_.deadline(), never);
    const auto before = environment_.loop.now();
    receiving_.keep("GET", server::inbox::rest::unfinished_head);
    const auto deadline = receiving_.deadline();
    EXPECT_GE(deadline, before + environment_.options.limits.header_deadline);
    const auto begun = environment_.loop.now();
    while (environment_.loop.now() == begun) {  // a coarse clock: some milliseconds
    }
    receiving_.keep("GET /", server::inbox::rest::unfinished_head);
    EXPECT_EQ(receiving_.deadline(), deadline);
    receiving_.keep({}, server::inbox::rest::requests);
    EXPECT_EQ(receiving_.deadline(), never);
    receiving_.keep(request, server::inbox::rest::requests);
    EXPECT_EQ(receiving_.deadline(), never);
}

TEST_F(inbox, forgets_everything_when_cleared) {
    receiving_.keep("GET", server::inbox::rest::unfinished_head);
    receiving_.clear();
    EXPECT_TRUE(receiving_.is_empty());
    EXPECT_EQ(receiving_.deadline(), server::inbox::time_point::max());
}

}  // namespace

}  // namespace microfast::server
