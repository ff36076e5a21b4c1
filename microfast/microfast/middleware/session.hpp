/// @file
/// What an application remembers of a client from request to request.
#pragma once

#include <microfast/http/cookies.hpp>
#include <microfast/http/middleware.hpp>
#include <microfast/http/request.hpp>
#include <microfast/middleware/clocks.hpp>
#include <microfast/sessions/session_data.hpp>
#include <microfast/sessions/session_store.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::middleware {

/// The session of a request: `session_of(request)`.
///
/// It begins with the first `set`. After a login call `renew`: who had planted an id in the client
/// does not know the new one.
class session {
public:
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const {
        return data_.find(name);
    }
    /// Throws `error` when it holds too much: see `sessions::session_data`.
    void set(std::string_view name, std::string_view text);
    void erase(std::string_view name);

    /// From now on it has another id; what it holds stays.
    void renew() noexcept { renews_ = true; }

    /// Forgets everything, here and at the client.
    void end() noexcept;

    /// Nothing is remembered of this client yet.
    [[nodiscard]] bool is_new() const noexcept { return id_.empty(); }

private:
    friend class session_layer;

    std::string id_{};  // empty if the store does not have it
    sessions::session_data data_{};
    bool is_changed_ = false;
    bool renews_ = false;
    bool ends_ = false;
    bool is_held_ = false;  // by a layer, until it saves
};

struct session_options {
    std::shared_ptr<sessions::session_store> store{};  ///< needed; `sessions::memory_store` is one
    /// To sign ids with, the newest first, at least 32 bytes each; the old ones are still good.
    /// Without keys ids are only random: nobody can guess them, but the store is asked for whatever
    /// a client makes up.
    std::vector<std::string> keys{};
    std::string cookie = "session";
    bool secure = true;  ///< the cookie comes over TLS only, and to localhost
    http::same_site same_site = http::same_site::lax;
    std::chrono::seconds idle{7'200};       ///< without a request, then it is over
    std::chrono::seconds longest{604'800};  ///< in all, then it is over
    wall_clock_source now = &std::chrono::system_clock::now;
};

/// Loads the session before the handler, and saves it after it, which prolongs it by `idle`.
///
/// An id that the store does not know, or that is not signed, is never taken: the client gets a new
/// one with the first `set`. Of two requests that change one session at the same time the later to
/// end wins; but a session that one of them has ended or renewed stays so, whatever the other does.
///
/// Cost: the store twice, three times for a renewed one, a coroutine, the request's context.
/// Errors: throws `error` without a store, for short keys and for a cookie that no client keeps; a
/// handler has one such layer around it at most. Source: OWASP Session Management Cheat Sheet.
[[nodiscard]] http::middleware sessions_of(session_options options);

/// The session of a request. Throws `error` without the layer.
[[nodiscard]] session& session_of(http::request& request);

}  // namespace microfast::middleware
