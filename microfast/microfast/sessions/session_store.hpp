/// @file
/// Where sessions are kept between requests.
#pragma once

#include <microfast/core/task.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::sessions {

/// Bytes by session id, each for a while.
///
/// Thread safety: safe, all event loops use one store. Errors: what is thrown becomes 500; an id
/// that is not there is no error.
class session_store {
public:
    session_store() = default;
    session_store(const session_store&) = delete;
    session_store& operator=(const session_store&) = delete;
    virtual ~session_store() = default;

    /// The bytes of a session, empty if there is none or its time is over.
    [[nodiscard]] virtual task<std::optional<std::string>> load(std::string_view id) = 0;

    /// Keeps the bytes for `lifetime`, which is positive, from now on: of a new session, or instead
    /// of those that are there.
    [[nodiscard]] virtual task<void> save(
        std::string_view id, std::string_view bytes, std::chrono::seconds lifetime
    ) = 0;

    /// The same for a session that is there. False if it is not, or not any more: whoever has
    /// removed it meanwhile has the last word.
    [[nodiscard]] virtual task<bool> replace(
        std::string_view id, std::string_view bytes, std::chrono::seconds lifetime
    ) = 0;

    /// Keeps what is there for `lifetime` from now on. False if nothing is.
    [[nodiscard]] virtual task<bool> prolong(
        std::string_view id, std::chrono::seconds lifetime
    ) = 0;

    /// False if there was none.
    [[nodiscard]] virtual task<bool> remove(std::string_view id) = 0;
};

}  // namespace microfast::sessions
