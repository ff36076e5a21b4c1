#include <microfast/core/error.hpp>
#include <microfast/net/listener.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <limits>
#include <system_error>
#include <utility>

namespace microfast::net {

namespace {

constexpr int backlog = 4096;           // the kernel lowers it to net.core.somaxconn
constexpr std::size_t batch_size = 64;  // then connections that have requests get their turn

std::string_view advice(int failure) {
    switch (failure) {
        case EADDRINUSE: return "; stop the program that uses this port, or choose another";
        case EACCES: return "; ports below 1024 need a privilege, choose a higher one";
        case EADDRNOTAVAIL: return "; no interface of this machine has the address";
        default: return "";
    }
}

int check(int result, const endpoint& where) {
    if (result >= 0) return result;
    const int failure = errno;
    throw error{fmt::format(
        "cannot listen on {}: {}{}",
        to_string(where),
        std::generic_category().message(failure),
        advice(failure)
    )};
}

void enable(const descriptor& socket, int level, int option, const endpoint& where) {
    const int on = 1;
    check(::setsockopt(socket.number(), level, option, &on, sizeof on), where);
}

descriptor bind_socket(const endpoint& where, port_use use) {
    descriptor socket{check(::socket(where.protocol().family(), SOCK_STREAM, 0), where)};
    check(::fcntl(socket.number(), F_SETFD, FD_CLOEXEC), where);
    check(::fcntl(socket.number(), F_SETFL, O_NONBLOCK), where);
    enable(socket, SOL_SOCKET, SO_REUSEADDR, where);
    if (use == port_use::shared) enable(socket, SOL_SOCKET, SO_REUSEPORT, where);
    if (where.address().is_v6()) enable(socket, IPPROTO_IPV6, IPV6_V6ONLY, where);
    check(::bind(socket.number(), where.data(), static_cast<socklen_t>(where.size())), where);
    return socket;
}

descriptor accept_from(const descriptor& listening) {
#if defined(__linux__)
    return descriptor{
        ::accept4(listening.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
#else
    descriptor connection{::accept(listening.number(), nullptr, nullptr)};
    if (connection.is_open()) {
        ::fcntl(connection.number(), F_SETFD, FD_CLOEXEC);
        ::fcntl(connection.number(), F_SETFL, O_NONBLOCK);
    }
    return connection;
#endif
}

descriptor open_reserve() {
    return descriptor{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
}

}  // namespace

descriptor open_listener(const endpoint& where, port_use use) {
    if (use == port_use::exclusive && where.port() != 0) {
        // Only a socket that does not share the port learns that a stranger who shares it is there.
        static_cast<void>(bind_socket(where, port_use::exclusive));
    }
    descriptor socket = bind_socket(where, port_use::shared);
    check(::listen(socket.number(), backlog), where);
    return socket;
}

endpoint local_endpoint(const descriptor& socket) {
    endpoint bound;
    auto size = static_cast<socklen_t>(bound.capacity());
    check(::getsockname(socket.number(), bound.data(), &size), bound);
    bound.resize(size);
    return bound;
}

listener::listener(event_loop& loop, descriptor socket, connection_taker& taker)
    : loop_{loop},
      socket_{std::move(socket)},
      reserve_{open_reserve()},
      taker_{taker} {
    loop_.readiness().watch(socket_.number(), interest::read, *this);
}

listener::~listener() {
    if (socket_.is_open()) loop_.readiness().forget(socket_.number(), *this);
}

void listener::stop() {
    if (!socket_.is_open()) return;
    accept_batch(std::numeric_limits<std::size_t>::max());
    loop_.readiness().forget(socket_.number(), *this);
    socket_.close();
}

void listener::on_ready(readiness /*found*/) {
    accept_batch(batch_size);
}

void listener::accept_batch(std::size_t most) {
    for (std::size_t accepted = 0; accepted < most; ++accepted) {
        accept_result result = accept_one();
        if (result == accept_result::out_of_descriptors && !taker_.make_room()) result = shed();
        if (result == accept_result::queue_empty) return;
        if (result == accept_result::failed) return pause();
    }
}

listener::accept_result listener::accept_one() {
    descriptor connection = accept_from(socket_);
    if (!connection.is_open()) {
        switch (errno) {
            case EMFILE:
            case ENFILE:
                return has_waiting() ? accept_result::out_of_descriptors
                                     : accept_result::queue_empty;
            case ECONNABORTED:
            case EINTR: return accept_result::accepted;  // look at the next one
            case EAGAIN: return accept_result::queue_empty;
            default:
                spdlog::error("cannot accept: {}", std::generic_category().message(errno));
                return accept_result::failed;
        }
    }
    const int on = 1;
    ::setsockopt(connection.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#if defined(SO_NOSIGPIPE)
    ::setsockopt(connection.number(), SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    taker_.take(std::move(connection));
    return accept_result::accepted;
}

listener::accept_result listener::shed() {
    reserve_.close();
    descriptor connection = accept_from(socket_);
    const bool refused = connection.is_open();
    const bool is_empty = !refused && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (refused) taker_.refuse(std::move(connection));
    reserve_ = open_reserve();
    if (is_empty) return accept_result::queue_empty;
    return refused ? accept_result::accepted : accept_result::failed;
}

/// Without a free descriptor accept() fails before it looks whether anybody waits.
bool listener::has_waiting() const noexcept {
    pollfd waiting{.fd = socket_.number(), .events = POLLIN, .revents = 0};
    return ::poll(&waiting, 1, 0) == 1;
}

void listener::pause() {
    loop_.readiness().change(socket_.number(), interest::none, *this);
    loop_.schedule(*this, loop_.now() + std::chrono::milliseconds{100});
}

void listener::on_deadline(event_loop::time_point /*now*/) {
    if (socket_.is_open()) loop_.readiness().change(socket_.number(), interest::read, *this);
}

}  // namespace microfast::net
