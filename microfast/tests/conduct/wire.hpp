/// @file
/// A client for wire tests: sends raw bytes, reads replies, and accepts none that is not
/// well-formed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/loopback.hpp"

namespace microfast::conduct {

struct reply {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> fields{};
    std::string body{};

    /// The value of the first field of that name, in any mix of cases.
    [[nodiscard]] std::optional<std::string> field(std::string_view name) const;
    [[nodiscard]] std::size_t count(std::string_view name) const;
};

/// The connection ended inside a reply: the client can tell that it has not got the whole.
class torn_reply : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

enum class asked_with : std::uint8_t { get, head };

/// One connection to 127.0.0.1. Every wait ends with a `std::runtime_error` after 20 seconds.
///
/// A reply is well-formed if its status line is, its fields are, it has a date if it is final, its
/// body ends where one rule says so, and no field that has one value comes twice. Any other one
/// throws, with what came, so each test checks this besides its own promise.
class wire {
public:
    explicit wire(std::uint16_t port) : socket_{port} {}

    void send(std::string_view bytes) { socket_.send(bytes); }
    void send_byte_by_byte(std::string_view bytes);

    /// Sends as long as the server takes it.
    void send_what_is_taken(std::string_view bytes) { socket_.try_send(bytes); }

    /// Tells the server that nothing more will be sent.
    void end() { socket_.close_sending(); }
    void reset() { socket_.reset(); }

    /// The next reply, interim ones included. Throws `torn_reply` if the server closes instead.
    [[nodiscard]] reply read(asked_with method = asked_with::get);

    /// Waits for the next byte or the end. True if the server closes, or resets, and sends nothing.
    [[nodiscard]] bool is_closed();

private:
    [[nodiscard]] std::string take(std::size_t size);
    [[nodiscard]] std::string take_line();
    void read_body(reply& into, asked_with method);
    void read_chunks(std::string& body);

    server::loopback socket_;
    std::string received_;
};

}  // namespace microfast::conduct
