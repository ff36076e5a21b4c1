/// @file
/// Servers that say what a test tells them to, on the event loop of the test.
#pragma once

#include <microfast/dns/dns_server.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/buffer.hpp>
#include <asio/experimental/as_tuple.hpp>
#include <asio/ip/udp.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace microfast::dns {

/// Answers by a function, also over TCP.
class scripted_responder final : public responder {
public:
    using script = std::function<task<message>(const message&)>;

    explicit scripted_responder(script answers) : answers_{std::move(answers)} {}
    [[nodiscard]] task<message> respond(const message& query, const http::ip_address&) override {
        return answers_(query);
    }

private:
    script answers_;
};

/// Sends these bytes for each datagram that comes: none, one or several.
class raw_dns {
public:
    using script = std::function<std::vector<std::string>(const std::string&)>;

    raw_dns(net::event_loop& loop, script answers)
        : state_{std::make_shared<state>(loop, std::move(answers))} {
        loop.spawn(run(state_));
    }

    [[nodiscard]] std::string address() const {
        return "127.0.0.1:" + std::to_string(state_->socket.local_endpoint().port());
    }

private:
    struct state {
        state(net::event_loop& loop, script given)
            : socket{loop.executor(), asio::ip::udp::endpoint{asio::ip::address_v4::loopback(), 0}},
              answers{std::move(given)} {}
        asio::ip::udp::socket socket;
        script answers;
    };

    static task<void> run(std::shared_ptr<state> self) {
        for (;;) {
            std::string bytes(4'096, '\0');
            asio::ip::udp::endpoint from;
            const auto [failed, size] = co_await self->socket.async_receive_from(
                asio::buffer(bytes), from, asio::experimental::as_tuple(net::use_task)
            );
            if (failed) continue;
            bytes.resize(size);
            for (const auto& each : self->answers(bytes)) {
                std::error_code ignored;
                self->socket.send_to(asio::buffer(each), from, 0, ignored);
            }
        }
    }

    std::shared_ptr<state> state_;
};

}  // namespace microfast::dns
