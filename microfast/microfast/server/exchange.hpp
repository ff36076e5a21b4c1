/// @file
/// A request that outlives the receive buffer, and its answer.
#pragma once

#include <microfast/http/body_decoder.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/routing/route.hpp>

#include <cstddef>
#include <cstdint>
#include <list>
#include <string_view>
#include <vector>

namespace microfast::server {

class connection;

enum class exchange_state : std::uint8_t {
    receiving_body,
    waiting,  ///< for the answers before it
    running,  ///< its coroutine is
    answered,
};

/// Owns the bytes that its request points into. Needed when a body is still to come, for a
/// coroutine handler, and behind either of these on the same connection; any other request is
/// answered straight from the buffer.
struct exchange {
    /// Takes over a request whose head is `head` and what there is of its body, copying what they
    /// point into. Leaves both arguments good for the next request.
    void adopt(std::string_view head, http::request& parsed, http::body_decoder& decoded);

    /// Its coroutine runs, and nobody waits for the answer: the client has gone or was told that
    /// it took too long.
    [[nodiscard]] bool is_orphan() const noexcept {
        return state == exchange_state::running && owner == nullptr;
    }

    std::list<exchange>::iterator self;  // where the pool keeps it
    connection* owner = nullptr;         // null: see is_orphan
    exchange* next = nullptr;            // the next one on the connection
    exchange_state state = exchange_state::waiting;
    bool closes = false;                    // its answer is the connection's last
    bool needs_continue = false;            // the client waits for 100 before it sends the body
    const routing::route* route = nullptr;  // null: the response is made already
    net::event_loop::time_point since;      // of the current state
    std::size_t received_body = 0;          // bytes as sent
    std::vector<char> head_bytes;
    http::request request;
    http::body_decoder body;
    http::response response;
};

/// Keeps exchanges for reuse, with the memory they have gathered.
///
/// Thread safety: none, belongs to one worker.
class exchange_pool {
public:
    [[nodiscard]] exchange& take();

    /// Ends an exchange, also one that was an orphan until now.
    void give_back(exchange& used) noexcept;

    /// From now on nobody waits for the answer of this one, whose coroutine runs on.
    void orphan(exchange& running) noexcept;

    /// How many there are.
    [[nodiscard]] std::size_t orphans() const noexcept { return orphans_; }

private:
    static constexpr std::size_t kept = 256;
    static constexpr std::size_t largest_kept_body = 64 * 1024;

    std::list<exchange> used_;
    std::list<exchange> idle_;
    std::size_t orphans_ = 0;
};

}  // namespace microfast::server
