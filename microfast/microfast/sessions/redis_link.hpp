/// @file
/// One connection to Redis on one event loop: commands in, replies out, or an error in time.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/net/descriptor.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/sessions/redis_address.hpp>
#include <microfast/sessions/redis_protocol.hpp>

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::sessions {

struct redis_link_options {
    redis_address address{};
    std::vector<redis_place> places{};  ///< of the address, at first; one after the other is tried
    std::chrono::milliseconds deadline{};
    std::chrono::milliseconds pause{};
    std::size_t waiting = 0;
};

/// Connects when it is first asked, and again when it is asked after the pause that follows a
/// failure; during the pause it fails at once, and looks the host up again. It logs in and selects
/// its database before anything else is said. Commands of several coroutines travel together.
///
/// One that is not answered by its deadline ends the connection, and with it all that wait: what
/// Redis did is then unknown.
///
/// Thread safety: none, belongs to one event loop, which outlives it. Errors: `error`, also for a
/// reply that is one. Cancellation: a coroutine that is destroyed while it waits leaves its command
/// on its way.
class redis_link final : net::watcher, net::deadline_wheel::entry {
public:
    redis_link(net::event_loop& loop, std::shared_ptr<const redis_link_options> options);
    ~redis_link() override;

    /// `command` is what `append_command` has made, of one.
    [[nodiscard]] task<redis_reply> ask(std::string command);

private:
    using time_point = net::event_loop::time_point;
    struct question;
    struct known_places;
    class answer;

    void on_ready(net::readiness found) override;
    void on_deadline(time_point now) override;

    std::shared_ptr<question> add(std::string command);
    void connect();
    void greet();
    void send_waiting();
    void flush();
    void receive();
    void take(redis_reply reply);
    void fail(std::string_view why);
    void look_up_again();
    static task<void> look_up(std::shared_ptr<known_places> into, redis_address address);
    void close() noexcept;
    void resume_answered();
    void watch_deadline();

    net::event_loop& loop_;
    std::shared_ptr<const redis_link_options> options_;
    std::shared_ptr<known_places> places_;  // shared with who looks them up, who may end later
    net::descriptor socket_;                // open: connecting or connected
    std::size_t attempts_ = 0;
    std::string output_;  // what the socket has not taken yet
    std::unique_ptr<reply_reader> replies_;
    std::size_t greetings_left_ = 0;                   // replies until others may speak
    std::deque<std::shared_ptr<question>> questions_;  // greetings, then in the order of replies
    std::size_t sent_ = 0;                             // of these
    std::vector<std::shared_ptr<question>> answered_;  // to be resumed
    time_point retry_at_{};
    std::string why_paused_;
};

}  // namespace microfast::sessions
