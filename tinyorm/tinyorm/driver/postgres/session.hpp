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
/// Thread safety: none, but `cancel()` is safe.
class session {
public:
    /// Blocks until the session is open. Throws `cannot_connect`.
    explicit session(const std::string& conninfo);
    ~session();

    [[nodiscard]] PGconn* handle() const noexcept;

    /// Asks the server, over a connection of its own, to cancel what runs.
    void cancel() const noexcept;

private:
    class implementation;
    struct cancel_deleter {
        void operator()(PGcancel* cancel) const noexcept { PQfreeCancel(cancel); }
    };

    std::unique_ptr<implementation> implementation_;
    std::unique_ptr<PGcancel, cancel_deleter> cancel_;
};

}  // namespace tinyorm::driver::postgres
