#include <microfast/dns/server_exchange.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/buffer.hpp>
#include <asio/experimental/as_tuple.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>

#include <array>
#include <random>
#include <string>
#include <utility>

namespace microfast::dns {

namespace {

using asio::ip::tcp;
using asio::ip::udp;
using std::chrono::milliseconds;

constexpr auto as_result = asio::experimental::as_tuple(net::use_task);

/// A socket whose waits end at a deadline.
template <class Socket>
class limited final : net::deadline_wheel::entry {
public:
    limited(net::event_loop& loop, milliseconds patience) : socket_{loop.executor()} {
        loop.schedule(*this, loop.now() + patience);
    }
    [[nodiscard]] Socket& operator*() noexcept { return socket_; }
    [[nodiscard]] Socket* operator->() noexcept { return &socket_; }

private:
    void on_deadline(net::event_loop::time_point /*now*/) override {
        std::error_code ignored;
        socket_.close(ignored);
    }

    Socket socket_;
};

message make_query(const question& asked) {
    std::random_device random;  // the system's, which nobody can guess
    message query;
    query.id = static_cast<std::uint16_t>(random());
    query.wants_recursion = true;
    query.questions = {asked};
    query.extension.emplace();
    return query;
}

bool is_answer_to(const message& query, const message& answer) {
    const bool repeats = answer.is_response && answer.id == query.id && answer.opcode == 0 &&
                         answer.questions.size() == 1 &&
                         answer.questions.front() == query.questions.front();
    // Names are compared without regard to case, but here every letter counts.
    return repeats && answer.questions.front().asked.wire() == query.questions.front().asked.wire();
}

task<std::optional<message>> ask_over_udp(
    net::event_loop& loop, const udp::endpoint& server, const question& asked, milliseconds patience
) {
    limited<udp::socket> socket(loop, patience);
    const auto query = make_query(asked);
    std::error_code failed;
    socket->connect(server, failed);  // opens it at a port that the system draws
    if (!failed) socket->non_blocking(true, failed);
    if (!failed) socket->send(asio::buffer(write_message(query)), 0, failed);
    std::string bytes;
    while (!failed) {
        bytes.resize(largest_message);
        const auto [stopped, size] = co_await socket->async_receive(asio::buffer(bytes), as_result);
        failed = stopped;
        if (failed) break;
        auto answer = parse_message(std::string_view(bytes).substr(0, size));
        if (answer && is_answer_to(query, *answer)) co_return answer;
    }
    co_return std::nullopt;
}

task<std::optional<message>> ask_over_tcp(
    net::event_loop& loop, const udp::endpoint& server, const question& asked, milliseconds patience
) {
    limited<tcp::socket> socket(loop, patience);
    const auto query = make_query(asked);
    const auto bytes = write_message(query);
    std::string framed{
        static_cast<char>(bytes.size() >> 8U), static_cast<char>(bytes.size() & 0xFFU)};
    framed += bytes;
    const tcp::endpoint where(server.address(), server.port());
    const auto [unreachable] = co_await socket->async_connect(where, as_result);
    if (unreachable) co_return std::nullopt;
    const auto [not_sent, sent] =
        co_await asio::async_write(*socket, asio::buffer(framed), as_result);
    if (not_sent) co_return std::nullopt;
    std::array<unsigned char, 2> size{};
    const auto [no_size, size_read] =
        co_await asio::async_read(*socket, asio::buffer(size), as_result);
    if (no_size) co_return std::nullopt;
    std::string received(static_cast<std::size_t>(size[0] << 8U | size[1]), '\0');
    const auto [no_answer, read] =
        co_await asio::async_read(*socket, asio::buffer(received), as_result);
    if (no_answer) co_return std::nullopt;
    auto answer = parse_message(received);
    if (!answer || !is_answer_to(query, *answer)) co_return std::nullopt;
    co_return answer;
}

}  // namespace

task<std::optional<message>> ask_server(
    net::event_loop& loop, const udp::endpoint& server, const question& asked, milliseconds patience
) {
    auto answer = co_await ask_over_udp(loop, server, asked, patience);
    if (answer && answer->is_truncated)
        answer = co_await ask_over_tcp(loop, server, asked, patience);
    co_return answer;
}

}  // namespace microfast::dns
