#include <tinyorm/driver/postgres/failure.hpp>

#include <array>
#include <string>
#include <utility>

namespace tinyorm::driver::postgres {
namespace {

struct known_state {
    std::string_view prefix;
    error_kind kind;
};

// The first prefix that fits decides, so single states stand before their classes.
// Source: PostgreSQL documentation, appendix A, "PostgreSQL Error Codes".
constexpr std::array known_states{
    known_state{"23505", error_kind::unique_violation},
    known_state{"23503", error_kind::foreign_key_violation},
    known_state{"23001", error_kind::foreign_key_violation},
    known_state{"23502", error_kind::not_null_violation},
    known_state{"23514", error_kind::check_violation},
    known_state{"23P01", error_kind::exclusion_violation},
    known_state{"40001", error_kind::serialization_failure},
    known_state{"40P01", error_kind::deadlock},
    known_state{"40003", error_kind::in_doubt},
    known_state{"55P03", error_kind::busy},
    known_state{"57014", error_kind::cancelled},
    known_state{"25P02", error_kind::transaction_aborted},
    known_state{"25P03", error_kind::connection_lost},
    known_state{"25006", error_kind::permission_denied},
    known_state{"42501", error_kind::permission_denied},
    known_state{"28", error_kind::permission_denied},
    known_state{"57P", error_kind::connection_lost},
    known_state{"08", error_kind::connection_lost},
    known_state{"53", error_kind::out_of_resources},
    known_state{"54", error_kind::out_of_resources},
    known_state{"22", error_kind::value_out_of_range},
    known_state{"0A", error_kind::unsupported_feature},
    known_state{"42", error_kind::invalid_query},
    known_state{"26", error_kind::invalid_query},
    known_state{"3", error_kind::invalid_query},
};

std::string field(const PGresult* failed, int code) {
    const char* text = PQresultErrorField(failed, code);
    return text != nullptr ? text : "";
}

std::string without_line_end(std::string message) {
    while (message.ends_with('\n'))
        message.pop_back();
    return message;
}

std::string message_of(PGconn* connection, const PGresult* failed) {
    auto message = field(failed, PG_DIAG_MESSAGE_PRIMARY);
    if (message.empty()) return without_line_end(PQerrorMessage(connection));
    if (const auto detail = field(failed, PG_DIAG_MESSAGE_DETAIL); !detail.empty())
        (message += ": ") += detail;
    if (const auto hint = field(failed, PG_DIAG_MESSAGE_HINT); !hint.empty())
        (message += " ") += hint;
    return message;
}

// A table was altered since the statement was prepared. The state says less, and the message speaks
// the server's language.
// Source: PostgreSQL, src/backend/utils/cache/plancache.c.
bool is_outdated_plan(const PGresult* failed, std::string_view sqlstate) {
    return sqlstate == "0A000" && field(failed, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery";
}

}  // namespace

error_kind kind_of(std::string_view sqlstate) noexcept {
    for (const auto& [prefix, kind] : known_states) {
        if (sqlstate.starts_with(prefix)) return kind;
    }
    return error_kind::database_failure;
}

error to_error(PGconn* connection, const PGresult* failed) {
    error_context context{
        .sqlstate = field(failed, PG_DIAG_SQLSTATE),
        .constraint = field(failed, PG_DIAG_CONSTRAINT_NAME),
        .table = field(failed, PG_DIAG_TABLE_NAME),
        .column = field(failed, PG_DIAG_COLUMN_NAME)};
    const bool is_lost = PQstatus(connection) != CONNECTION_OK;
    auto kind = is_lost ? error_kind::connection_lost : kind_of(context.sqlstate);
    if (is_outdated_plan(failed, context.sqlstate)) kind = error_kind::serialization_failure;
    return {kind, message_of(connection, failed), std::move(context)};
}

}  // namespace tinyorm::driver::postgres
