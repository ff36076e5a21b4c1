#include <tinyorm/core/error.hpp>

#include <utility>

namespace tinyorm {

std::string_view to_string(error_kind kind) noexcept {
    switch (kind) {
        case error_kind::unique_violation: return "unique_violation";
        case error_kind::foreign_key_violation: return "foreign_key_violation";
        case error_kind::not_null_violation: return "not_null_violation";
        case error_kind::check_violation: return "check_violation";
        case error_kind::exclusion_violation: return "exclusion_violation";
        case error_kind::serialization_failure: return "serialization_failure";
        case error_kind::deadlock: return "deadlock";
        case error_kind::stale_row: return "stale_row";
        case error_kind::busy: return "busy";
        case error_kind::timeout: return "timeout";
        case error_kind::cancelled: return "cancelled";
        case error_kind::cannot_connect: return "cannot_connect";
        case error_kind::connection_lost: return "connection_lost";
        case error_kind::in_doubt: return "in_doubt";
        case error_kind::transaction_aborted: return "transaction_aborted";
        case error_kind::invalid_query: return "invalid_query";
        case error_kind::permission_denied: return "permission_denied";
        case error_kind::out_of_resources: return "out_of_resources";
        case error_kind::unsupported_feature: return "unsupported_feature";
        case error_kind::value_out_of_range: return "value_out_of_range";
        case error_kind::unexpected_null: return "unexpected_null";
        case error_kind::no_rows: return "no_rows";
        case error_kind::too_many_rows: return "too_many_rows";
        case error_kind::pool_exhausted: return "pool_exhausted";
        case error_kind::invalid_configuration: return "invalid_configuration";
        case error_kind::migration_refused: return "migration_refused";
        case error_kind::database_failure: return "database_failure";
    }
    return "unknown";
}

error::error(
    error_kind kind, const std::string& message, error_context context, std::source_location where
)
    : std::runtime_error(message),
      kind_(kind),
      context_(std::make_shared<const error_context>(std::move(context))),
      where_(where) {}

bool error::is_retryable() const noexcept {
    switch (kind_) {
        case error_kind::serialization_failure:
        case error_kind::deadlock:
        case error_kind::stale_row:
        case error_kind::busy: return true;
        default: return false;
    }
}

}  // namespace tinyorm
