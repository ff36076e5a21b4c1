/// @file
/// How a server listens, how many loops it runs, what it allows.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/core/task.hpp>
#include <microfast/http/limits.hpp>
#include <microfast/net/event_loop.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace microfast::server {

/// What a connection may cost, beyond what its requests may (`http::http_limits`); all finite.
struct connection_limits {
    std::size_t connections =
        16'384;  ///< of one worker; then idle ones are closed, else new ones wait
    std::size_t waiting_connections = 1'024;    ///< for these, unread; then 503
    std::chrono::milliseconds patience{1'000};  ///< of each of them; then 503
    std::size_t requests = 10'000;  ///< of one connection, whose last answer then says close
    std::chrono::milliseconds age{
        3'600'000};  ///< of one connection, whose next answer then says close
    std::size_t orphaned_handlers =
        1'024;  ///< of one worker: late, or their client has gone; then coroutine routes answer 503
    std::size_t background_tasks = 1'024;  ///< of one worker, under way at once; then they wait
    std::size_t background_queue = 4'096;  ///< of these; then routes that have some answer 503
    std::size_t unsent_work = 64;  ///< of one connection, behind answers; then it is not read
    byte_count unsent_output =
        256_KiB;  ///< of one connection; then it is not read until the client reads
    byte_count unsent_in_all =
        256_MiB;  ///< of one worker; then the clients that read nothing for longest are reset
    byte_count kept_memory = 64_KiB;  ///< of an answer or a body, for the next one; more is freed
    std::chrono::milliseconds send_timeout{30'000};  ///< without progress of the client, then reset
    std::chrono::milliseconds linger_timeout{2'000};  ///< for the client to read our last answer
    byte_count linger_drain = 1_MiB;                  ///< of what a refused client still sends
};

struct shutdown_options {
    std::chrono::milliseconds idle_grace{
        1'000};  ///< for a request that is on its way on an idle connection
    std::chrono::milliseconds deadline{10'000};  ///< then connections, or a start hook, are cut
};

enum class signal_handling : std::uint8_t {
    none,               ///< signals are the program's own affair
    stop_on_terminate,  ///< SIGTERM and SIGINT stop the server gracefully, the second one at once
};

/// Runs on every worker's event loop, once.
using worker_hook = std::function<task<void>(net::event_loop&)>;

struct server_options {
    std::string bind = "127.0.0.1:8080";  ///< "0.0.0.0:8080", "[::]:8080", ":0"
    unsigned workers = 0;                 ///< event loops, one thread each; 0 is one a core
    http::http_limits limits{};
    connection_limits connections{};
    shutdown_options shutdown{};
    signal_handling signals = signal_handling::none;
    net::event_loop_options loop{};
    worker_hook on_start{};  ///< before the worker accepts; a failure is thrown by `start`
    worker_hook on_stop{};   ///< after the last connection, if the start hook ended well; logged
};

}  // namespace microfast::server
