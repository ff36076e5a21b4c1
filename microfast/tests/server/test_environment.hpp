/// @file
/// What the parts of a connection share, without a server.
#pragma once

#include <microfast/net/descriptor.hpp>
#include <microfast/server/environment.hpp>

#include <sys/socket.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

namespace microfast::server {

/// An environment with options that a test may change before it uses it.
struct test_environment {
    explicit test_environment(server_options wanted = {}) : options{std::move(wanted)} {
        shared.refresh_date(loop.now());
    }

    /// Runs the loop as long as it has something to do at once.
    void run_pending() {
        loop.post([this] { loop.post([this] { loop.stop(); }); });
        loop.run();
    }

    server_options options;
    net::event_loop loop;
    environment shared{std::make_shared<const routing::router>(), options, loop};
};

/// Two ends of a connection that never block.
struct socket_pair {
    socket_pair() {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0) std::abort();
        ours = net::descriptor{ends[0]};
        theirs = net::descriptor{ends[1]};
    }

    /// What the other end finds.
    [[nodiscard]] std::string arrived() const {
        std::string all(1024 * 1024, '\0');
        const auto size = ::recv(theirs.number(), all.data(), all.size(), 0);
        all.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
        return all;
    }

    net::descriptor ours;
    net::descriptor theirs;
};

}  // namespace microfast::server
