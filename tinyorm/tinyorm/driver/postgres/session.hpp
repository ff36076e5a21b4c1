/// @file
/// The one place that knows libpqxx: it opens and owns the session, and lends its PGconn.
/// Private header.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>

namespace tinyorm::driver::postgres {

/// An open session.
///
/// libpqxx up to 6.4 drops SQLSTATEs, hides constraint names and reconnects in silence; in every
/// version it hides libpq's COPY and binds each parameter through a string. Statements therefore
/// run on the PGconn itself, and are never mixed with calls of libpqxx.
/// Thread safety: none, but `cancel()` and `cut()` are safe.
class session {
public:
    /// Blocks until the session is open. Throws `cannot_connect`.
    explicit session(const std::string& conninfo);
    session(const session&) = delete;
    session& operator=(const session&) = delete;
    ~session();

    [[nodiscard]] PGconn* handle() const noexcept;

    /// Asks the server, over a connection of its own, to cancel what runs. Cuts the session if the
    /// server has not taken the request after a second.
    void cancel() const noexcept;

    /// Ends the connection with the server, whatever waits on it.
    void cut() const noexcept;

private:
    class implementation;

    std::unique_ptr<implementation> implementation_;
    std::shared_ptr<PGcancel> cancel_;  // shared with requests that the server has not taken
    int socket_ = -1;  // a duplicate of libpq's own, which that closes when the connection breaks
};

}  // namespace tinyorm::driver::postgres
