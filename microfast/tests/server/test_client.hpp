/// @file
/// A blocking client that sends exactly the bytes it is told to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/loopback.hpp"

namespace microfast::server {

struct answer {
    int status = 0;
    std::string head;  ///< status line and fields
    std::string body;

    [[nodiscard]] bool has_line(std::string_view line) const;
};

enum class body_of_answer : std::uint8_t { expected, absent };

/// One connection to 127.0.0.1. Every wait ends with an exception after 20 seconds.
class test_client {
public:
    explicit test_client(std::uint16_t port) : socket_{port} {}

    void send(std::string_view bytes) { socket_.send(bytes); }

    /// Sends as far as the connection still takes it; false when it does not.
    bool try_send(std::string_view bytes) { return socket_.try_send(bytes); }

    /// The next answer, interim ones included, its body out of its framing; empty when the server
    /// has closed before its first byte. The trailers of a chunked one are added to its head.
    [[nodiscard]] std::optional<answer> try_read(body_of_answer body = body_of_answer::expected);
    [[nodiscard]] answer read(body_of_answer body = body_of_answer::expected);

    /// Reads something and forgets it; how much, 0 when the server has closed.
    [[nodiscard]] std::size_t receive_some();

    /// Everything until the server closes. A reset ends it as well.
    [[nodiscard]] std::string read_to_end();

    /// The last end that was read was a reset.
    [[nodiscard]] bool was_reset() const noexcept { return socket_.was_reset(); }

    /// Waits, without reading, until the server has reset the connection.
    void wait_for_reset() { socket_.wait_for_reset(); }

    void close_sending() { socket_.close_sending(); }
    void reset() { socket_.reset(); }

private:
    void require(std::size_t size);
    [[nodiscard]] std::string take(std::size_t size);
    [[nodiscard]] std::string take_line();
    [[nodiscard]] std::string take_chunks();

    loopback socket_;
    std::string received_;
};

/// "GET /path HTTP/1.1", a Host line and these lines.
[[nodiscard]] std::string get(std::string_view path, std::string_view lines = {});

/// "POST /path HTTP/1.1" with this body and its length.
[[nodiscard]] std::string post(
    std::string_view path, std::string_view body, std::string_view lines = {}
);

}  // namespace microfast::server
