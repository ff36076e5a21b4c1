/// @file
/// A test with a server that begins to serve when the first client connects.
#pragma once

#include <gtest/gtest.h>

#include <utility>

#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast::server {

class served_test : public testing::Test {
protected:
    explicit served_test(server_options options = test_options()) : served_{std::move(options)} {}

    /// What handlers and sources refer to in a test's own members goes after them.
    void TearDown() override { served_.destroy(); }

    test_client connect() {
        if (!std::exchange(started_, true)) served_.start();
        return test_client{served_.port()};
    }

    void expect_still_serving() {
        auto client = connect();
        client.send(get("/hello"));
        EXPECT_EQ(client.read().body, "hello");
    }

    test_server served_;

private:
    bool started_ = false;
};

}  // namespace microfast::server
