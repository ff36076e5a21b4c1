/// @file
/// An answer as a client gets it: its head at once, its body as it arrives.
#pragma once

#include <microfast/client/connection_pool.hpp>
#include <microfast/client/response_head.hpp>
#include <microfast/core/byte_count.hpp>
#include <microfast/core/task.hpp>
#include <microfast/http/chunked_decoder.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace microfast::client {

/// Reads the body out of its framing. A body that has come to its end gives its connection back; an
/// answer that is destroyed before closes it.
///
/// Errors: `read` throws `client_error` with `incomplete_answer` where the body breaks off, is too
/// slow, or breaks its framing: nobody takes a part of a body for a whole one. Only a body that
/// ends with its connection cannot tell.
/// Thread safety: none, belongs to one event loop. Lifetime: may outlive its client, but cannot be
/// read from then on.
class response {
public:
    response(
        lease on,
        response_head head,
        std::string received,
        const http::http_limits& limits,
        std::chrono::milliseconds patience
    );

    [[nodiscard]] int status() const noexcept { return head_.status; }
    [[nodiscard]] const http::header_fields& headers() const noexcept { return head_.headers; }
    [[nodiscard]] const response_head& head() const noexcept { return head_; }

    /// Appends the next bytes of the body, waiting for them. False at the end.
    [[nodiscard]] task<bool> read(std::string& into);

    /// The whole body, or what is left of it. Throws `client_error` if it is larger.
    [[nodiscard]] task<std::string> read_all(byte_count most = 1_MiB);

    /// How many bytes of the body are to come, if the head tells.
    [[nodiscard]] std::optional<std::uint64_t> left() const noexcept;

    /// The fields behind a chunked body, once `read` has come to the end.
    [[nodiscard]] const http::header_fields& trailers() const noexcept {
        return chunks_.trailers();
    }

private:
    [[nodiscard]] bool take_received(std::string& into);
    void finish();

    lease on_;
    response_head head_;
    std::string received_;  // not looked at yet
    http::chunked_decoder chunks_;
    std::uint64_t left_ = 0;  // of a body with a length
    std::chrono::milliseconds patience_;
    bool is_complete_ = false;
};

}  // namespace microfast::client
