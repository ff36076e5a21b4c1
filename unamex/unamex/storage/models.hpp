/// @file
/// The tables of a shard.
#pragma once

#include <tinyorm/core/types.hpp>
#include <tinyorm/query/model.hpp>
#include <unamex/domain/username_record.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace unamex::storage {

// clang-format off

/// Every name that is not free. Who is in here first has it: the database says so by the key of
/// `norm`.
TINYORM_MODEL(usernames, "usernames",
    (tinyorm::i64,               id,       primary_key, autoincrement),
    (std::string,                username),
    (std::string,                norm,     unique),
    (std::string,                owner),
    (std::optional<std::string>, claim_id, unique),  // none for loaded names
    (tinyorm::i16,               weight),
    (domain::name_state,         state),
    (tinyorm::timestamp,         created_at));

/// How many changes each slot of the shard has had, and how many of them, the oldest, are no longer
/// in the log. Whoever changes a name of a slot locks its row first, so that changes commit in the
/// order of their numbers.
TINYORM_MODEL(slots, "slots",
    (tinyorm::i32, slot, primary_key),
    (tinyorm::i64, sequence),
    (tinyorm::i64, trimmed));

/// The log: what each change was.
TINYORM_MODEL(outbox, "outbox",
    (tinyorm::i32,       slot,     primary_key),
    (tinyorm::i64,       sequence, primary_key),
    (std::string,        norm),
    (tinyorm::i16,       weight),
    (domain::name_state, state),
    (tinyorm::timestamp, at));

enum class idempotent_answer : std::uint8_t { none, created, taken };

/// What was answered under an idempotency key, on the shard of the name; `none` on the shard of the
/// key when that is another one.
TINYORM_MODEL(idempotency, "idempotency",
    (std::string,        key,          primary_key),
    (tinyorm::i64,       request_hash),
    (idempotent_answer,  answer),
    (tinyorm::i64,       username_id),  // of who had the name then
    (tinyorm::timestamp, expires_at,   indexed));

/// The processes that may write, since when, the cache they answer from, and up to when they have
/// read the log. Times are milliseconds of the database's clock since 1970.
TINYORM_MODEL(writers, "writers",
    (std::string,  id,             primary_key),
    (tinyorm::i64, expires_at_ms),
    (tinyorm::i64, writes_from_ms),
    (std::string,  cache),
    (tinyorm::i64, read_to_ms),
    (tinyorm::i64, registered_at_ms));

/// What the shard was made for: the rules of its keys, the store it belongs to, its place in it.
TINYORM_MODEL(shard_state, "shard_state",
    (std::string, property, primary_key),
    (std::string, content));

// clang-format on

}  // namespace unamex::storage
