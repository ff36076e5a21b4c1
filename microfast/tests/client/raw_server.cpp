#include "client/raw_server.hpp"

#include <microfast/net/listener.hpp>
#include <microfast/net/send.hpp>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace microfast {

bool raw_connection::receive() {
    std::array<char, 65536> buffer;
    const auto size = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (size > 0) received_.append(buffer.data(), static_cast<std::size_t>(size));
    return size > 0;
}

std::string raw_connection::read_head() {
    auto end = received_.find("\r\n\r\n");
    while (end == received_.npos) {
        if (!receive()) return {};
        end = received_.find("\r\n\r\n");
    }
    auto head = received_.substr(0, end + 4);
    received_.erase(0, end + 4);
    return head;
}

std::string raw_connection::read(std::size_t size) {
    while (received_.size() < size) {
        if (!receive()) return {};
    }
    auto taken = received_.substr(0, size);
    received_.erase(0, size);
    return taken;
}

void raw_connection::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
}

void raw_connection::reset() const {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void raw_connection::wait_for_end() {
    while (receive())
        received_.clear();
}

raw_server::raw_server(script each) : script_{std::move(each)} {
    listening_ = net::open_listener(net::parse_endpoint("127.0.0.1:0"), net::port_use::exclusive);
    port_ = net::local_endpoint(listening_).port();
    accepting_ = std::thread([this] { accept(); });
}

raw_server::~raw_server() {
    is_ending_ = true;
    ::shutdown(listening_.number(), SHUT_RDWR);
    accepting_.join();
    {
        const std::lock_guard guard(mutex_);
        for (const int socket : open_)
            ::shutdown(socket, SHUT_RDWR);
    }
    for (auto& each : serving_)
        each.join();
}

void raw_server::accept() {
    while (!is_ending_) {
        pollfd waiting{.fd = listening_.number(), .events = POLLIN, .revents = 0};
        ::poll(&waiting, 1, -1);
        const int socket = ::accept(listening_.number(), nullptr, nullptr);
        if (socket < 0) continue;
        {
            const std::lock_guard guard(mutex_);
            open_.push_back(socket);
        }
        ++accepted_;
        serving_.emplace_back([this, socket] { serve(socket); });
    }
}

void raw_server::serve(int socket) {
    raw_connection talks(socket);
    script_(talks);
    const std::lock_guard guard(mutex_);
    std::erase(open_, socket);
    ::close(socket);
}

std::string ok(std::string_view body, std::string_view lines) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(lines) + "\r\n" + std::string(body);
}

}  // namespace microfast
