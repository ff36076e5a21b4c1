/// @file
/// A request that outlives the receive buffer, and its answer.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/core/cancellation.hpp>
#include <microfast/http/body_decoder.hpp>
#include <microfast/http/limits.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/http/response_writer.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/routing/route.hpp>
#include <microfast/server/incoming_body.hpp>

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace microfast::server {

class connection;

enum class exchange_state : std::uint8_t {
    receiving_body,
    waiting,    ///< for the answers before it
    running,    ///< its coroutine is
    answered,   ///< the answer waits for its turn
    streaming,  ///< its head has gone, its source gives the body
    sent,       ///< the connection has all of it
    draining,   ///< sent, but the rest of its request's body is still to be thrown away
    broken,     ///< its source has failed: the connection cannot go on
};

/// Owns the bytes that its request points into. Needed when a body is still to come, for a
/// coroutine handler, and behind either of these on the same connection; any other request is
/// answered straight from the buffer.
struct exchange {
    /// Takes over a request whose head is `head` and what there is of its body, copying what they
    /// point into. Leaves both arguments good for the next request.
    void adopt(std::string_view head, http::request& parsed, http::body_decoder& decoded);

    /// Becomes another request with the head of this one.
    void repeat(const exchange& other, const http::http_limits& limits);

    /// Its handler is to be the one that answers what the server refuses: `by`.
    void refuse(const routing::route& by, int status, std::string_view detail = {});

    /// A coroutine has it, that of its handler or of its source.
    [[nodiscard]] bool is_running() const noexcept {
        return state == exchange_state::running || state == exchange_state::streaming;
    }

    /// Its coroutine runs, and nobody waits for the answer: the client has gone or was told that
    /// it took too long.
    [[nodiscard]] bool is_orphan() const noexcept { return is_running() && owner == nullptr; }

    /// Bytes of its request's body are to come.
    [[nodiscard]] bool is_receiving() const noexcept {
        return state == exchange_state::receiving_body || (stream != nullptr && !stream->is_over());
    }

    /// Its client has left, or will send no more: tells who wants to know, who may go on in this
    /// call.
    void tell_client_left() noexcept;

    std::list<exchange>::iterator self;  // where the pool keeps it
    connection* owner = nullptr;         // null: see is_orphan
    exchange* next = nullptr;            // the next one on the connection
    exchange_state state = exchange_state::waiting;
    bool closes = false;                    // its answer is the connection's last
    bool is_pinned = false;                 // stays where it is although it was given back
    bool needs_continue = false;            // the client waits for 100 before it sends the body
    bool knows_client_left = false;         // has been told
    bool is_mute = false;                   // its source has no heartbeat
    const routing::route* route = nullptr;  // null only where the response is made already
    net::event_loop::time_point since;      // of the current state
    std::size_t received_body = 0;          // bytes as sent
    std::vector<char> head_bytes;
    http::request request;
    http::body_decoder body;
    std::unique_ptr<incoming_body> stream;  // null unless its route streams bodies
    http::response response;
    http::body_rest rest = http::body_rest::none;   // how the source's pieces are sent
    std::optional<std::uint64_t> announced_left{};  // bytes that the source still owes
    std::coroutine_handle<> held_up;                // its pump, while the client is behind
    cancellation cancelled;                         // of handler and source
};

/// Keeps exchanges for reuse, with the memory they have gathered.
///
/// Thread safety: none, belongs to one worker.
class exchange_pool {
public:
    /// Exchanges keep so much for their next answer, and as much for a body.
    explicit exchange_pool(const byte_count& kept_memory) noexcept : kept_memory_{kept_memory} {}

    [[nodiscard]] exchange& take();

    /// Ends an exchange, also one that was an orphan until now.
    void give_back(exchange& used) noexcept;

    /// Destroys all of them; no coroutine may have one any more.
    void clear() noexcept;

    /// From now on nobody waits for the answers of these: of `first` and those linked behind it.
    /// Coroutines that run go on, and may end in this call; they give their exchanges back.
    void drop(exchange* first) noexcept;

    /// How many there are.
    [[nodiscard]] std::size_t orphans() const noexcept { return orphans_; }

    std::function<void()> when_orphan_ended;  // called each time, if there is one

private:
    void abandon(exchange& dropped) noexcept;

    static constexpr std::size_t kept = 256;

    const byte_count& kept_memory_;
    std::list<exchange> used_;
    std::list<exchange> idle_;
    std::size_t orphans_ = 0;
};

}  // namespace microfast::server
