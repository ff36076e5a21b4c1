/// @file
/// Why there is no answer, or only a part of one.
#pragma once

#include <microfast/core/error.hpp>

#include <cstdint>
#include <string>
#include <system_error>

namespace microfast::client {

enum class failure : std::uint8_t {
    not_connected,      ///< no connection could be opened: nothing was sent
    busy,               ///< all connections are in use, and others wait for them: nothing was sent
    no_answer,          ///< the connection ended, or the time did, before the head of an answer
    malformed_answer,   ///< what came is not HTTP/1.1, or has more than one meaning
    incomplete_answer,  ///< the connection ended, or the time did, within the body
    request_not_made,   ///< the source of the request's body gave another size than it announced
};

/// What a request ended with when it did not end with an answer.
class client_error : public error {
public:
    enum class reason : std::uint8_t { failed, timed_out };

    client_error(
        failure kind,
        const std::string& message,
        reason why = reason::failed,
        std::source_location where = std::source_location::current()
    )
        : error{message, where},
          kind_{kind},
          why_{why} {}

    [[nodiscard]] failure kind() const noexcept { return kind_; }
    [[nodiscard]] bool is_timeout() const noexcept { return why_ == reason::timed_out; }

    /// The server cannot have seen the request: whatever it asks for may be tried again.
    [[nodiscard]] bool nothing_was_sent() const noexcept {
        return kind_ == failure::not_connected || kind_ == failure::busy;
    }

private:
    failure kind_;
    reason why_;
};

/// The task was cancelled: what it waited for ended with `operation_aborted`.
[[nodiscard]] bool is_cancellation(const std::system_error& thrown) noexcept;

}  // namespace microfast::client
