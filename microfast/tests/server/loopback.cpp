#include "server/loopback.hpp"

#include <microfast/net/send.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace microfast::server {

namespace {

constexpr int patience_seconds = 20;

[[noreturn]] void throw_errno(const char* what) {
    if (errno == EAGAIN) throw std::runtime_error{std::string{what} + ": nothing for 20 seconds"};
    throw std::system_error{errno, std::generic_category(), what};
}

}  // namespace

loopback::loopback(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    const timeval patience{.tv_sec = patience_seconds, .tv_usec = 0};
    const int on = 1;
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* const generic = reinterpret_cast<const sockaddr*>(&where);
    if (::connect(socket_.number(), generic, sizeof where) != 0) throw_errno("connect");
}

void loopback::send(std::string_view bytes) {
    if (!try_send(bytes)) throw_errno("send");
}

bool loopback::try_send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto size = net::send_some(socket_, bytes);
        if (size < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

bool loopback::receive(std::string& into) {
    std::array<char, 65536> buffer;
    const auto size = ::recv(socket_.number(), buffer.data(), buffer.size(), 0);
    if (size < 0 && errno != ECONNRESET) throw_errno("recv");
    was_reset_ = size < 0;
    if (size <= 0) return false;
    into.append(buffer.data(), static_cast<std::size_t>(size));
    return true;
}

void loopback::wait_for_reset() {
    pollfd failed{.fd = socket_.number(), .events = 0, .revents = 0};
    if (::poll(&failed, 1, patience_seconds * 1000) != 1) throw std::runtime_error{"not reset"};
}

void loopback::close_sending() {
    ::shutdown(socket_.number(), SHUT_WR);
}

void loopback::reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    socket_.close();
}

}  // namespace microfast::server
