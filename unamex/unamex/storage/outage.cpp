#include <unamex/storage/outage.hpp>

namespace unamex::storage {

// Every kind by name, so that the compiler asks about a new one.
failure_blame blame_for(tinyorm::error_kind kind) noexcept {
    using enum tinyorm::error_kind;
    switch (kind) {
        case connection_lost:
        case in_doubt: return failure_blame::unknown_outcome;
        case serialization_failure:
        case deadlock:
        case busy:
        case timeout:
        case cancelled:
        case cannot_connect:
        case transaction_aborted:
        case permission_denied:  // a replica, or a disk that was mounted read-only
        case out_of_resources:
        case pool_exhausted:
        case database_failure: return failure_blame::shard;
        case unique_violation:
        case foreign_key_violation:
        case not_null_violation:
        case check_violation:
        case exclusion_violation:
        case stale_row:
        case invalid_query:
        case unsupported_feature:
        case value_out_of_range:
        case unexpected_null:
        case no_rows:
        case too_many_rows:
        case invalid_configuration:
        case migration_refused: break;
    }
    return failure_blame::program;
}

}  // namespace unamex::storage
