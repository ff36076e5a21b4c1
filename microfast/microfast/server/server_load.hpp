/// @file
/// How much a server has to do at the moment.
#pragma once

#include <cstddef>
#include <cstdint>

namespace microfast::server {

/// Of all its event loops together; each number is right, though not all are of one moment.
struct server_load {
    std::size_t connections = 0;       ///< that are served
    std::size_t waiting = 0;           ///< connections that wait for a place
    std::uint64_t sent_away = 0;       ///< connections that found none, since the start
    std::size_t background_tasks = 0;  ///< under way, waiting, or their answer is being sent
    std::size_t unsent_bytes = 0;      ///< kept for clients that do not keep up

    server_load& operator+=(const server_load& other) noexcept {
        connections += other.connections;
        waiting += other.waiting;
        sent_away += other.sent_away;
        background_tasks += other.background_tasks;
        unsent_bytes += other.unsent_bytes;
        return *this;
    }
};

}  // namespace microfast::server
