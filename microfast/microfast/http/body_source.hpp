/// @file
/// The body of an answer that is made while it is sent.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/response_headers.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace microfast::http {

/// A part of an open file.
struct file_range {
    int descriptor = -1;  ///< open for reading as long as the source that names it
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

/// Gives the bytes of a body piece by piece: `response.source`.
///
/// The server asks for the next piece when the client has taken enough of those before, so a slow
/// client holds a source up and costs no memory. Nothing is asked for where an answer has no body:
/// to HEAD, with 204 and 304.
///
/// Lifetime: belongs to the answer, and is destroyed when its last byte is sent or the client has
/// left. One that a coroutine handler has made may use the request until then; the request of a
/// plain handler is another client's by then, so its source copies what it needs. It is not
/// destroyed in the middle of a `read`: where the client leaves meanwhile, what that waits for with
/// `use_task` ends with `operation_aborted`.
/// Errors: what is thrown is logged. From `size` and `file` it is answered with 500; from `read`
/// and `add_trailers` it ends the connection without an end of the body, since the head has gone
/// out: the client can tell that from a whole body.
/// Thread safety: none, belongs to one event loop.
class body_source {
public:
    body_source() = default;
    body_source(const body_source&) = delete;
    body_source& operator=(const body_source&) = delete;
    virtual ~body_source() = default;

    /// Appends the next bytes, 64 KiB or so at most; they are sent at once. False if those were the
    /// last, or there were none left. To append nothing means to be asked again.
    [[nodiscard]] virtual task<bool> read(std::string& into) = 0;

    /// How many bytes it will have given in all, if it knows: then that is the `Content-Length`,
    /// and to give more or fewer is a failure.
    [[nodiscard]] virtual std::optional<std::uint64_t> size() const { return std::nullopt; }

    /// If the body is part of a file: which. The server may send it without asking `read`; `size`
    /// is that of the range.
    [[nodiscard]] virtual const file_range* file() const { return nullptr; }

    /// Appends a sign of life that changes nothing of the content: where a `read` takes longer than
    /// `http_limits::heartbeat`, for a client that has heard nothing so long. It is called while
    /// that `read` waits. False if there is no such thing in this body.
    [[nodiscard]] virtual bool append_heartbeat(std::string& /*into*/) { return false; }

    /// Adds the fields that follow a body without a known size, after its last byte.
    virtual void add_trailers(response_headers& /*trailers*/) {}
};

}  // namespace microfast::http
