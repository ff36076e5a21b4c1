/// @file
/// Where the two databases need different words.
#pragma once

#include <tinyorm/tinyorm.hpp>

#include <chrono>
#include <string_view>

namespace unamex::storage {

[[nodiscard]] inline bool is_postgres(tinyorm::session& session) noexcept {
    return session.connection().dialect() == tinyorm::dialect_kind::postgres;
}

/// SQL for the milliseconds since 1970 by the clock of the database, which all its writers share:
/// at this moment, not at the start of the transaction.
[[nodiscard]] inline std::string_view now_in_ms(tinyorm::session& session) noexcept {
    return is_postgres(session) ? "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
                                : "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";
}

/// A moment that the database gave as milliseconds since 1970.
[[nodiscard]] inline tinyorm::timestamp to_timestamp(tinyorm::i64 milliseconds) noexcept {
    return tinyorm::timestamp{std::chrono::milliseconds{milliseconds}};
}

}  // namespace unamex::storage
