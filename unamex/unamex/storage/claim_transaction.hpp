/// @file
/// What happens inside the transaction of a claim.
#pragma once

#include <tinyorm/tinyorm.hpp>
#include <unamex/ports/username_store.hpp>
#include <unamex/storage/writer_table.hpp>

#include <chrono>
#include <string>

namespace unamex::storage {

/// How long an idempotency key is remembered, by the clock of the shard.
inline constexpr std::chrono::hours idempotency_period{24};

/// Decides a claim on the shard of the name: `self` must be registered with its cache, the slot is
/// locked, an idempotency key is looked up, the insert decides, and log and answer are written.
///
/// The same command again, after a COMMIT nobody saw the end of, gives `created` again: its claim
/// id is in the row.
/// Errors: `write_refused`, `tinyorm::error`.
[[nodiscard]] ports::claim_result decide_claim(
    tinyorm::session& session, const writer& self, const ports::claim_command& command
);

enum class key_reservation : std::uint8_t { free, reused };

/// Binds an idempotency key to a request on the shard of the key, so that another name, which may
/// live on another shard, cannot be claimed under it.
[[nodiscard]] key_reservation reserve_key(
    tinyorm::session& session, const std::string& key, std::uint64_t request_hash
);

}  // namespace unamex::storage
