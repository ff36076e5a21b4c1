/// @file
/// Where the two databases need different words.
#pragma once

#include <tinyorm/tinyorm.hpp>

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

}  // namespace unamex::storage
