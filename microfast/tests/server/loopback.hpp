/// @file
/// A blocking socket to 127.0.0.1 for clients of tests.
#pragma once

#include <microfast/net/descriptor.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace microfast::server {

/// Every wait ends with a `std::runtime_error` after 20 seconds.
class loopback {
public:
    explicit loopback(std::uint16_t port);

    void send(std::string_view bytes);

    /// Sends as far as the connection still takes it; false when it does not.
    bool try_send(std::string_view bytes);

    /// Appends what comes next; false when the server has closed or reset.
    bool receive(std::string& into);
    [[nodiscard]] bool was_reset() const noexcept { return was_reset_; }

    /// Waits, without reading, until the server has reset the connection.
    void wait_for_reset();

    /// Tells the server that nothing more will be sent.
    void close_sending();
    void reset();

private:
    net::descriptor socket_;
    bool was_reset_ = false;
};

}  // namespace microfast::server
