/// @file
/// A server that says exactly what a test tells it to, however wrong that is.
#pragma once

#include <microfast/net/descriptor.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace microfast {

/// One of its connections. Reading ends with an empty text when the client closes.
class raw_connection {
public:
    explicit raw_connection(int socket) : socket_{socket} {}

    /// A head up to its empty line.
    [[nodiscard]] std::string read_head();
    [[nodiscard]] std::string read(std::size_t size);
    void send(std::string_view bytes) const;
    void reset() const;
    /// Until the client closes.
    void wait_for_end();

private:
    [[nodiscard]] bool receive();

    int socket_;
    std::string received_;
};

/// Runs `script` for each connection, on a thread of its own, and closes the connection after it.
class raw_server {
public:
    using script = std::function<void(raw_connection&)>;

    explicit raw_server(script each);
    raw_server(const raw_server&) = delete;
    raw_server& operator=(const raw_server&) = delete;
    ~raw_server();

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

    /// How many connections it has accepted.
    [[nodiscard]] int accepted() const noexcept { return accepted_; }

private:
    void accept();
    void serve(int socket);

    script script_;
    net::descriptor listening_;
    std::uint16_t port_ = 0;
    std::atomic<int> accepted_ = 0;
    std::atomic<bool> is_ending_ = false;
    std::mutex mutex_;
    std::vector<int> open_;             // under mutex_
    std::vector<std::thread> serving_;  // of the accepting thread, until it has ended
    std::thread accepting_;
};

/// "HTTP/1.1 200 OK" with this body and its length.
[[nodiscard]] std::string ok(std::string_view body, std::string_view lines = {});

}  // namespace microfast
