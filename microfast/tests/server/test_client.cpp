#include "server/test_client.hpp"

#include <microfast/net/send.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace microfast::server {

namespace {

[[noreturn]] void throw_errno(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

std::size_t number_in(std::string_view text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::size_t content_length(std::string_view head) {
    constexpr std::string_view name = "\r\nContent-Length: ";
    const auto at = head.find(name);
    return at == head.npos ? 0 : number_in(head.substr(at + name.size()));
}

}  // namespace

bool answer::has_line(std::string_view line) const {
    return head.find("\r\n" + std::string{line} + "\r\n") != head.npos;
}

test_client::test_client(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
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

void test_client::send(std::string_view bytes) {
    if (!try_send(bytes)) throw_errno("send");
}

bool test_client::try_send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto size = net::send_some(socket_, bytes);
        if (size < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

std::optional<answer> test_client::try_read(body_of_answer body) {
    std::size_t head_size = 0;
    while ((head_size = received_.find("\r\n\r\n")) == received_.npos) {
        if (receive()) continue;
        if (received_.empty()) return std::nullopt;
        throw std::runtime_error{"closed within a head: " + received_};
    }
    answer read;
    read.head = received_.substr(0, head_size + 2);
    read.status = static_cast<int>(number_in(std::string_view{read.head}.substr(9, 3)));
    received_.erase(0, head_size + 4);
    if (body == body_of_answer::absent) return read;
    if (!read.has_line("Transfer-Encoding: chunked")) {
        read.body = take(content_length(read.head));
        return read;
    }
    read.body = take_chunks();
    for (auto line = take_line(); !line.empty(); line = take_line())
        read.head += line + "\r\n";
    return read;
}

std::string test_client::take_chunks() {
    std::string body;
    for (;;) {
        const auto line = take_line();
        std::size_t size = 0;
        std::from_chars(line.data(), line.data() + line.size(), size, 16);
        if (size == 0) return body;
        body += take(size);
        if (!take_line().empty()) throw std::runtime_error{"a chunk is longer than its size"};
    }
}

std::string test_client::take_line() {
    auto end = received_.find("\r\n");
    while (end == received_.npos) {
        require(received_.size() + 1);
        end = received_.find("\r\n");
    }
    auto line = take(end + 2);
    line.resize(end);
    return line;
}

std::string test_client::take(std::size_t size) {
    require(size);
    auto taken = received_.substr(0, size);
    received_.erase(0, size);
    return taken;
}

void test_client::require(std::size_t size) {
    while (received_.size() < size) {
        if (!receive()) throw std::runtime_error{"closed within a body"};
    }
}

answer test_client::read(body_of_answer body) {
    auto found = try_read(body);
    if (!found) throw std::runtime_error{"closed instead of an answer"};
    return *std::move(found);
}

std::size_t test_client::receive_some() {
    if (received_.empty() && !receive()) return 0;
    return std::exchange(received_, {}).size();
}

std::string test_client::read_to_end() {
    while (receive()) {
    }
    return std::exchange(received_, {});
}

void test_client::wait_for_reset() {
    constexpr int patience_ms = 20'000;
    pollfd failed{.fd = socket_.number(), .events = 0, .revents = 0};
    if (::poll(&failed, 1, patience_ms) != 1) throw std::runtime_error{"not reset"};
}

void test_client::close_sending() {
    ::shutdown(socket_.number(), SHUT_WR);
}

void test_client::reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    socket_.close();
}

bool test_client::receive() {
    std::array<char, 65536> buffer;
    const auto size = ::recv(socket_.number(), buffer.data(), buffer.size(), 0);
    if (size < 0 && errno != ECONNRESET) throw_errno("recv");
    if (size <= 0) return false;
    received_.append(buffer.data(), static_cast<std::size_t>(size));
    return true;
}

std::string get(std::string_view path, std::string_view lines) {
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: test\r\n" + std::string{lines} + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view lines) {
    return "POST " + std::string{path} +
           " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string{lines} + "\r\n" + std::string{body};
}

}  // namespace microfast::server
