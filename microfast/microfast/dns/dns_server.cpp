#include <microfast/core/error.hpp>
#include <microfast/dns/dns_server.hpp>
#include <microfast/net/sleep.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/buffer.hpp>
#include <asio/experimental/as_tuple.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ip/udp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace microfast::dns {

namespace {

using asio::ip::tcp;
using asio::ip::udp;

constexpr auto as_result = asio::experimental::as_tuple(net::use_task);
constexpr std::size_t largest_query = 4'096;  // over UDP; what is longer is cut, and then malformed

http::ip_address to_address(const asio::ip::address& from) {
    return http::ip_address::parse(from.to_string()).value_or(http::ip_address{});
}

/// A TCP connection that is closed when it is idle for too long.
class talk final : net::deadline_wheel::entry {
public:
    talk(net::event_loop& loop, tcp::socket socket, std::chrono::milliseconds idle)
        : loop_{loop},
          socket_{std::move(socket)},
          idle_{idle} {
        touch();
    }
    [[nodiscard]] tcp::socket& socket() noexcept { return socket_; }
    void touch() { loop_.schedule(*this, loop_.now() + idle_); }

private:
    void on_deadline(net::event_loop::time_point /*now*/) override {
        std::error_code ignored;
        socket_.close(ignored);
    }

    net::event_loop& loop_;
    tcp::socket socket_;
    std::chrono::milliseconds idle_;
};

}  // namespace

/// Owned by the coroutines that listen, and by those that answer.
class dns_server::listening : public std::enable_shared_from_this<listening> {
public:
    listening(net::event_loop& loop, responder& answers, dns_server_options options)
        : loop_{loop},
          answers_{answers},
          options_{std::move(options)},
          acceptor_{loop.executor()},
          udp_{loop.executor()} {
        const auto where = net::parse_endpoint(options_.bind);
        // A port that the system chooses for TCP may be somebody else's for UDP.
        const int attempts = where.port() == 0 ? 16 : 1;
        for (int left = attempts; !open(where); --left) {
            if (left <= 1) throw error("cannot listen for DNS at " + options_.bind + ": " + why_);
        }
    }

    void start() {
        loop_.spawn(receive(shared_from_this()));
        loop_.spawn(accept(shared_from_this()));
    }

    [[nodiscard]] std::size_t udp_room() const noexcept {
        return std::min<std::size_t>(options_.udp_size, largest_query);
    }

    void stop() {
        is_stopped_ = true;
        std::error_code ignored;
        acceptor_.close(ignored);
        udp_.close(ignored);
    }

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

private:
    [[nodiscard]] bool open(const net::endpoint& where) {
        try {
            acceptor_ = tcp::acceptor{loop_.executor(), where};
            udp_ = udp::socket{loop_.executor(), udp::endpoint{where.address(), port()}};
            udp_.non_blocking(true
            );  // where there is no room the answer is lost, as it may be anyway
            return true;
        } catch (const std::system_error& failed) {
            why_ = failed.what();
            return false;
        }
    }

    /// What the system refuses now, as where it has no descriptor left, it would refuse at once
    /// again.
    [[nodiscard]] task<void> pause() const {
        if (!is_stopped_) co_await net::sleep_for(std::chrono::milliseconds(50));
    }

    static task<void> receive(std::shared_ptr<listening> self) {
        std::string bytes;
        while (!self->is_stopped_) {
            bytes.resize(largest_query);
            udp::endpoint from;
            const auto [failed, size] =
                co_await self->udp_.async_receive_from(asio::buffer(bytes), from, as_result);
            if (failed) co_await self->pause();
            if (failed || self->queries_ >= self->options_.queries) continue;
            bytes.resize(size);
            self->loop_.spawn(answer(self, bytes, from));
        }
    }

    static task<void> answer(
        std::shared_ptr<listening> self, std::string bytes, udp::endpoint from
    ) {
        ++self->queries_;
        const auto client = to_address(from.address());
        const auto made = co_await answer_query(bytes, client, self->answers_, self->udp_room());
        --self->queries_;
        std::error_code ignored;
        if (!made.empty()) self->udp_.send_to(asio::buffer(made), from, 0, ignored);
    }

    static task<void> accept(std::shared_ptr<listening> self) {
        while (!self->is_stopped_) {
            tcp::socket socket{self->loop_.executor()};
            const auto [failed] = co_await self->acceptor_.async_accept(socket, as_result);
            if (failed) co_await self->pause();
            if (failed || self->talks_ >= self->options_.connections) continue;
            self->loop_.spawn(serve(self, std::move(socket)));
        }
    }

    static task<void> serve(std::shared_ptr<listening> self, tcp::socket socket) {
        ++self->talks_;
        std::error_code failed;
        const auto client = to_address(socket.remote_endpoint(failed).address());
        talk with(self->loop_, std::move(socket), self->options_.idle);
        while (!failed)
            failed = co_await serve_one(*self, with, client);
        --self->talks_;
    }

    static task<std::error_code> serve_one(
        listening& self, talk& with, const http::ip_address& client
    ) {
        std::array<unsigned char, 2> size{};
        const auto [no_size, size_read] =
            co_await asio::async_read(with.socket(), asio::buffer(size), as_result);
        if (no_size) co_return no_size;
        std::string bytes(static_cast<std::size_t>(size[0] << 8U | size[1]), '\0');
        const auto [no_query, query_read] =
            co_await asio::async_read(with.socket(), asio::buffer(bytes), as_result);
        if (no_query) co_return no_query;
        const auto made = co_await answer_query(bytes, client, self.answers_, largest_message);
        if (made.empty()) co_return asio::error::invalid_argument;
        with.touch();
        std::string framed{static_cast<char>(made.size() >> 8U), static_cast<char>(made.size())};
        framed += made;
        const auto [no_answer, sent] =
            co_await asio::async_write(with.socket(), asio::buffer(framed), as_result);
        co_return no_answer;
    }

    net::event_loop& loop_;
    responder& answers_;
    dns_server_options options_;
    tcp::acceptor acceptor_;
    udp::socket udp_;
    std::size_t queries_ = 0;  // over UDP, under way
    std::size_t talks_ = 0;    // over TCP, open
    bool is_stopped_ = false;
    std::string why_;  // it could not listen
};

dns_server::dns_server(net::event_loop& loop, responder& answers, dns_server_options options)
    : listening_{std::make_shared<listening>(loop, answers, std::move(options))} {
    listening_->start();
}

dns_server::~dns_server() {
    listening_->stop();
}

std::uint16_t dns_server::port() const noexcept {
    return listening_->port();
}

}  // namespace microfast::dns
