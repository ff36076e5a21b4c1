/// @file
/// What a connection asks Redis before anything else: may it be used, and which one is it?
#pragma once

#include <unamex/cache/redis_address.hpp>
#include <unamex/cache/redis_reply.hpp>

#include <span>
#include <string>
#include <vector>

namespace unamex::cache {

/// The key under which each Redis keeps the name it was given by who used it first: 32 hexadecimal
/// digits. It never expires; a Redis that has lost it has lost its answers, too.
inline constexpr auto identity_key = "unamex:cache";

/// Logs in, selects the database, gives Redis `new_name` if it has no name yet, asks for its name,
/// and whether it evicts.
[[nodiscard]] std::vector<redis_command> greeting_for(
    const redis_address& address, const std::string& new_name
);

/// The end of a greeting, to be asked again and again: is it the same Redis, and does it still not
/// evict?
[[nodiscard]] std::vector<redis_command> identity_question();

struct greeting_answer {
    std::string refusal{};         ///< why this Redis may not be used; empty: it may
    std::string id{};              ///< its name
    std::string unknown_policy{};  ///< why it does not say whether it evicts; empty: it does not
};

/// Reads the replies to either, of which the last may be an error: the policy cannot be asked of
/// every managed Redis. A Redis that evicts is refused: a claim that was announced, and evicted,
/// could be called available (docs/adr/0008-cache-advises-database-decides.md).
[[nodiscard]] greeting_answer read_greeting(std::span<const redis_reply> replies);

/// A name that no other Redis has.
[[nodiscard]] std::string make_identity();

}  // namespace unamex::cache
