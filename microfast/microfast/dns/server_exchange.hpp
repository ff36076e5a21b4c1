/// @file
/// One question to one server.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/dns/message.hpp>
#include <microfast/net/event_loop.hpp>

#include <asio/ip/udp.hpp>

#include <chrono>
#include <optional>

namespace microfast::dns {

/// Asks over UDP, and over TCP if the answer was cut; each within `patience`. Empty if there was no
/// answer: what else arrives is passed over. `question` is sent, and must come back, letter by
/// letter.
[[nodiscard]] task<std::optional<message>> ask_server(
    net::event_loop& loop,
    const asio::ip::udp::endpoint& server,
    const question& asked,
    std::chrono::milliseconds patience
);

}  // namespace microfast::dns
