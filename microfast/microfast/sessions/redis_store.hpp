/// @file
/// Sessions in Redis: for several processes, and longer than they run.
#pragma once

#include <microfast/sessions/session_store.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::sessions {

class redis_link;

struct redis_store_options {
    /// `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]` or
    /// `unix://[[USER]:PASSWORD@]/PATH[?db=DATABASE]`.
    std::string url = "redis://127.0.0.1:6379";
    std::string prefix = "session:";          ///< of the keys
    std::chrono::milliseconds deadline{500};  ///< for a reply, then `error`
    std::chrono::milliseconds pause{500};     ///< after a failure: so long everything is `error`
    std::size_t waiting = 1'000;              ///< commands of one event loop, then `error`
};

/// Keeps each session as one key, which Redis lets expire. `replace` and `prolong` are one command
/// each that does nothing where the key is not: no process brings back what another has removed.
///
/// A connection for each event loop, made when it is first needed. Redis should not evict keys
/// (`maxmemory-policy noeviction`): who lost his key is logged out.
///
/// Thread safety: safe. Errors: the constructor throws `error` for an address that is none and for
/// a host that is not found, which it looks up, blocking; the functions throw `error` while Redis
/// is away, and its host is looked up again meanwhile. Lifetime: connections end with their event
/// loops.
class redis_store final : public session_store {
public:
    explicit redis_store(redis_store_options options = {});
    ~redis_store() override;

    [[nodiscard]] task<std::optional<std::string>> load(std::string_view id) override;
    [[nodiscard]] task<void> save(
        std::string_view id, std::string_view bytes, std::chrono::seconds lifetime
    ) override;
    [[nodiscard]] task<bool> replace(
        std::string_view id, std::string_view bytes, std::chrono::seconds lifetime
    ) override;
    [[nodiscard]] task<bool> prolong(std::string_view id, std::chrono::seconds lifetime) override;
    [[nodiscard]] task<bool> remove(std::string_view id) override;

private:
    struct links;

    [[nodiscard]] std::string key_of(std::string_view id) const {
        return prefix_ + std::string(id);
    }

    std::string prefix_;
    std::unique_ptr<links> links_;
};

}  // namespace microfast::sessions
