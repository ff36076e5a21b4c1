/// @file
/// What a client has not taken yet, in order: text, files, and what is to be done after them.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/body_source.hpp>
#include <microfast/net/descriptor.hpp>
#include <microfast/net/event_loop.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace microfast::server {

/// Made for a client that does not keep up, and for files; gone when everything is sent.
///
/// Thread safety: none, belongs to its connection.
class send_backlog {
public:
    enum class progress : std::uint8_t {
        nothing,  ///< the client takes nothing
        some,
        all,     ///< everything is sent
        failed,  ///< the client has gone, or a file is shorter than it was
    };

    send_backlog() : segments_(1) {}

    /// Where text goes that follows everything there is.
    [[nodiscard]] std::string& tail() noexcept { return segments_.back().text; }

    /// A range of a file follows; the source it is of is kept until it is sent.
    void append_file(std::unique_ptr<http::body_source> owner, const http::file_range& range);

    /// What is to be done when everything before it is sent.
    void append_work(task<void> work);

    /// Sends as much as the client takes, of files only so much that other clients have their turn.
    /// Work whose time has come is added to `due`.
    [[nodiscard]] progress send(const net::descriptor& socket, std::vector<task<void>>& due);

    /// All work there is, whatever was sent.
    void give_up(std::vector<task<void>>& due);

    /// Bytes of text that are in memory, sent or not.
    [[nodiscard]] std::size_t kept_text() const noexcept;

    /// How much work waits for what is before it.
    [[nodiscard]] std::size_t waiting_work() const noexcept { return waiting_work_; }

    /// Bytes that are not sent.
    [[nodiscard]] std::uint64_t size() const noexcept;

    /// When the client last took something; for whoever counts the time.
    net::event_loop::time_point moved_last{};

private:
    /// Text, then a file, then work.
    struct segment {
        std::string text{};
        std::size_t sent = 0;                        // of the text
        std::unique_ptr<http::body_source> owner{};  // of the file, or null
        http::file_range file_left{};
        std::vector<task<void>> work{};
    };

    [[nodiscard]] progress send_text(const net::descriptor& socket, segment& first);
    [[nodiscard]] progress send_file(
        const net::descriptor& socket, segment& first, std::size_t& budget
    );

    std::size_t waiting_work_ = 0;
    std::deque<segment> segments_;  // never empty; the last one has neither file nor work
};

}  // namespace microfast::server
