/// @file
/// One client: from readiness to answers, in order.
#pragma once

#include <microfast/core/ring.hpp>
#include <microfast/net/descriptor.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/server/environment.hpp>
#include <microfast/server/exchange.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace microfast::server {

class connection;

using connection_place = ring_place<connection>;

/// Told when a connection has ended; destroys it.
class connection_keeper {
public:
    virtual void on_closed(connection& closed) = 0;

protected:
    ~connection_keeper() = default;
};

/// Serves one client.
///
/// Waits for readability, reads into the worker's buffer and answers every request in it: plain
/// handlers inline, all their answers with one write. What cannot be answered at once becomes an
/// `exchange` in a list, and answers leave in the order of that list. Requests with safe methods
/// may run beside each other; one with an unsafe method waits for all before it, and all after it
/// wait for it.
///
/// Memory: an idle connection owns this object and nothing else.
/// Thread safety: none, belongs to its event loop.
/// Errors: none thrown; whatever goes wrong ends the connection and nothing else.
/// Source: RFC 9112, section 9.
class connection final : public connection_place, net::watcher, net::deadline_wheel::entry {
public:
    connection(environment& shared, net::descriptor socket, connection_keeper& keeper);
    ~connection() override;

    /// Nothing has been asked that is not answered.
    [[nodiscard]] bool is_idle() const noexcept;

    /// Idle, and not one that has just come and could not send yet.
    [[nodiscard]] bool may_be_spared() const noexcept;

    /// The server stops: idle connections are closed when the grace is over.
    void start_draining();

    /// Ends it now, whatever it is doing.
    void cut();

    /// The coroutine of `finished` has ended. Not for the middle of another connection's event.
    void on_answered(exchange& finished);

private:
    using time_point = net::event_loop::time_point;
    enum class phase : std::uint8_t {
        open,
        last_answers,  // what the client still sends is not a request any more
        lingering,     // everything is sent: waits for the client to close
        closed,
    };

    void enter() noexcept;
    void on_ready(net::readiness found) override;
    void on_deadline(time_point now) override;

    // reading
    void receive();
    void discard(std::size_t size);
    void process(std::string_view bytes);
    [[nodiscard]] std::string_view begin_request(std::string_view bytes, std::size_t head_size);
    [[nodiscard]] std::string_view continue_body(std::string_view bytes);
    [[nodiscard]] bool is_receiving_body() const noexcept;
    [[nodiscard]] bool may_parse();
    [[nodiscard]] bool is_blocked() const noexcept;
    void keep(std::string_view bytes);
    void resume();

    // answering
    void answer_now(const routing::route_match& match, bool is_last);
    [[nodiscard]] exchange& take_request(std::string_view head, const routing::route_match& match);
    [[nodiscard]] exchange& take_unfinished(
        std::string_view head, const routing::route_match& match, std::size_t received_body
    );
    void append(exchange& added);
    exchange& take_first() noexcept;
    void drop_last() noexcept;
    void drop_all() noexcept;
    void refuse(int status, http::method method);
    void advance();
    bool write_next_answer();
    bool start_next();
    void start(exchange& next);

    // sending
    [[nodiscard]] std::string& output() noexcept;
    [[nodiscard]] std::size_t send(std::string_view bytes);
    void send_output();
    void send_unsent();
    void forget_sent();

    // ending
    void fail() noexcept { phase_ = phase::closed; }
    void finish();
    void settle();
    void close();
    [[nodiscard]] net::interest wanted() const noexcept;
    [[nodiscard]] time_point next_deadline() const noexcept;
    [[nodiscard]] time_point body_deadline() const noexcept;

    environment& shared_;
    connection_keeper& keeper_;
    net::descriptor socket_;
    phase phase_ = phase::open;
    net::interest interest_ = net::interest::read;
    bool client_done_ = false;        // it will send no more
    bool has_read_ = false;           // the client has sent something
    bool awaits_head_ = false;        // input_ holds the beginning of a head
    bool has_more_ = false;           // process() has bytes behind the request it is at
    bool ignored_input_ = false;      // there were bytes that we did not read as requests
    exchange* first_ = nullptr;       // the oldest request that is not answered
    exchange* last_ = nullptr;        // valid if first_ is
    std::size_t pending_ = 0;         // length of that list
    std::size_t pending_bodies_ = 0;  // bytes of its bodies, as sent
    std::string input_;               // a partial head, or requests that have to wait
    std::size_t scanned_ = 0;         // how much of input_ was searched for the end of a head
    std::string unsent_;              // what the client has not taken yet
    std::size_t sent_ = 0;            // how much of unsent_ it has taken
    std::size_t discarded_ = 0;       // bytes read while lingering
    time_point active_since_;         // the last bytes of a request, or the end of a coroutine
    time_point head_since_;           // when awaits_head_ became true
    time_point unsent_since_;         // when the client last took something of unsent_
};

}  // namespace microfast::server
