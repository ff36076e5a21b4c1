/// @file
/// The receiving half of a connection: what has arrived and is not a request yet.
#pragma once

#include <microfast/http/head_parser.hpp>
#include <microfast/net/descriptor.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/server/environment.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace microfast::server {

enum class arrival : std::uint8_t {
    bytes,
    nothing,  ///< not yet
    end,      ///< the client will send no more
    failure,  ///< of the socket
};

/// What `inbox::receive` has found.
struct received {
    arrival kind = arrival::nothing;
    std::string_view bytes;  ///< all that is not a request yet, in the worker's buffer
    std::size_t fresh = 0;   ///< how many of them are new, at the end
};

/// Reads into the worker's buffer and keeps between events only what could not be used up.
///
/// Thread safety: none, belongs to its connection.
/// Errors: none thrown.
class inbox {
public:
    using time_point = net::event_loop::time_point;

    /// What those bytes are that could not be used up.
    enum class rest : std::uint8_t {
        unfinished_head,
        requests,  ///< that have to wait, perhaps more than one
    };

    explicit inbox(environment& shared) noexcept : shared_{shared} {}

    /// Reads once: a short read means that the socket is empty, after a full one readiness is told
    /// again. The bytes are in nobody else's hands then: what is not used up goes to `keep`.
    [[nodiscard]] received receive(const net::descriptor& socket);

    /// Reads a head from the start of `bytes` into the worker's request.
    [[nodiscard]] http::head_result parse_head(std::string_view bytes);

    /// Keeps bytes of the worker's buffer for the next event.
    void keep(std::string_view bytes, rest kind);

    /// The requests that had to wait, to be looked at again.
    [[nodiscard]] std::vector<char> take_requests() noexcept;

    void clear() noexcept {
        if (kept_.capacity() > 0) std::vector<char>{}.swap(kept_);  // an idle connection owns none
        awaits_head_ = false;
    }

    [[nodiscard]] bool is_empty() const noexcept { return kept_.empty(); }
    [[nodiscard]] bool has_requests() const noexcept { return !kept_.empty() && !awaits_head_; }

    /// When an unfinished head has taken too long; the end of time if there is none.
    [[nodiscard]] time_point deadline() const noexcept {
        if (!awaits_head_) return time_point::max();
        return head_since_ + shared_.options.limits.header_deadline;
    }

private:
    environment& shared_;
    std::vector<char> kept_;
    std::uint32_t scanned_ = 0;  // how much of an unfinished head was searched for its end
    bool awaits_head_ = false;   // kept_ is the beginning of a head
    time_point head_since_;      // when awaits_head_ became true
};

}  // namespace microfast::server
