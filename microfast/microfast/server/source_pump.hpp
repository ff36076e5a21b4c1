/// @file
/// Moves a body from its source to the client.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/server/environment.hpp>
#include <microfast/server/exchange.hpp>

#include <string>

namespace microfast::server {

/// Asks the source of a streaming exchange for one piece after another and hands each to the
/// connection: after each it waits while the client is behind, and now and then lets other
/// connections have their turn. Ends the exchange as `sent` or `broken`, or gives it back if the
/// client has gone. To be spawned: the references are good for the reason `run_coroutine` gives.
[[nodiscard]] task<void> pump_source(environment& shared, exchange& streaming);

/// Appends the piece that was read last as it goes over the wire, and the end behind the last one.
void append_piece(exchange& streaming, std::string& output);

/// Appends a sign of life between two pieces. False if the source has none.
bool append_heartbeat(exchange& streaming, std::string& output);

}  // namespace microfast::server
