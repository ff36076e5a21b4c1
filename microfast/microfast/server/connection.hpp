/// @file
/// One client: from readiness to answers, in order.
#pragma once

#include <microfast/core/ring.hpp>
#include <microfast/http/ip_address.hpp>
#include <microfast/net/descriptor.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/server/environment.hpp>
#include <microfast/server/exchange.hpp>
#include <microfast/server/inbox.hpp>
#include <microfast/server/outbox.hpp>
#include <microfast/server/pipeline.hpp>

#include <cstddef>
#include <cstdint>
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
/// handlers inline, all their answers with one write. What cannot be answered at once joins the
/// pipeline, and answers leave in its order. The inbox keeps what is not a request yet, the outbox
/// what the client has not taken; the connection decides what happens next, and when it is over.
///
/// Memory: an idle connection owns this object and nothing else.
/// Thread safety: none, belongs to its event loop.
/// Errors: none thrown; whatever goes wrong ends the connection and nothing else.
/// Source: RFC 9112, section 9.
class connection final : public connection_place, net::watcher, net::deadline_wheel::entry {
public:
    connection(environment& shared, net::descriptor socket);
    ~connection() override;

    /// Nothing has been asked that is not answered.
    [[nodiscard]] bool is_idle() const noexcept;

    /// Idle, and not one that has just come and could not send yet.
    [[nodiscard]] bool may_be_spared() const noexcept;

    /// The server stops: idle connections are closed when the grace is over.
    void start_draining();

    /// Ends it now, whatever it is doing.
    void cut();

    // For the coroutines of its exchanges; not in the middle of another connection's event.

    /// The handler of `finished` has ended.
    void on_answered(exchange& finished);

    /// The source of `streaming` has given a piece: the last one if that is `sent`; none if it is
    /// `broken`, which is the end of the connection.
    void on_piece(exchange& streaming);

    /// What held it up may be over: its client may be read or be told to send.
    void go_on();

    /// The client has taken so much that more should be made for it.
    [[nodiscard]] bool has_room() const noexcept;

private:
    using time_point = net::event_loop::time_point;
    enum class phase : std::uint8_t {
        open,
        last_answers,  // what the client still sends is not a request any more
        lingering,     // everything is sent: waits for the client to close
        closed,
    };

    // events
    void enter() noexcept;
    void on_ready(net::readiness found) override;
    void on_deadline(time_point now) override;
    void expire(time_point now);
    void settle();

    // requests
    void receive();
    void discard(std::size_t size);
    void process(std::string_view bytes);
    [[nodiscard]] std::string_view begin_request(std::string_view bytes, std::size_t head_size);
    void await_body(exchange& added, std::size_t received, routing::match_outcome outcome);
    void begin_stream(exchange& added, http::parse_progress so_far, std::size_t received);
    [[nodiscard]] std::string_view continue_body(std::string_view bytes);
    [[nodiscard]] std::string_view continue_stream(exchange& receiving, std::string_view bytes);
    void give_body_up(int status);
    [[nodiscard]] bool may_parse();
    [[nodiscard]] bool is_blocked() const noexcept;
    [[nodiscard]] bool is_worn_out() const noexcept;
    void resume();

    // refusals
    void refuse_unread(int status, http::method method);
    void refuse_last(int status);
    void refuse_all(int status);
    void refuse(exchange& refused, int status);
    void join_refusal(exchange& refused);

    // answers
    [[nodiscard]] bool answer_now(const routing::route_match& match, http::connection_after after);
    void join(exchange& added);
    void advance();
    [[nodiscard]] http::connection_after after_all() const noexcept;

    // end
    void take_no_more() noexcept {
        if (phase_ == phase::open) phase_ = phase::last_answers;  // what has failed stays so
    }
    void fail() noexcept { phase_ = phase::closed; }
    void finish();
    void close();
    [[nodiscard]] net::interest wanted() const noexcept;
    [[nodiscard]] time_point next_deadline() const noexcept;

    environment& shared_;
    net::descriptor socket_;
    phase phase_ = phase::open;
    net::interest interest_ = net::interest::read;
    bool client_done_ = false;    // it will send no more
    bool has_read_ = false;       // the client has sent something
    bool has_more_ = false;       // process() has bytes behind the request it is at
    bool may_send_on_ = false;    // the client, after our last answer: it did not ask for the end
    std::uint32_t requests_ = 0;  // that it has sent
    inbox inbox_;
    pipeline pipeline_;
    outbox outbox_;
    std::size_t discarded_ = 0;  // bytes read behind the last request, then while lingering
    const http::ip_address peer_;
    const time_point opened_;
    time_point active_since_;  // the last bytes of a request, or the end of a coroutine
};

}  // namespace microfast::server
