#include <tinyorm/driver/sqlite/failure.hpp>

#include <sqlite3.h>

#include <algorithm>

namespace tinyorm::driver::sqlite {
namespace {

error_kind kind_of_constraint(int extended_code) noexcept {
    switch (extended_code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID: return error_kind::unique_violation;
        case SQLITE_CONSTRAINT_FOREIGNKEY: return error_kind::foreign_key_violation;
        case SQLITE_CONSTRAINT_NOTNULL: return error_kind::not_null_violation;
        case SQLITE_CONSTRAINT_DATATYPE: return error_kind::value_out_of_range;
        default: return error_kind::check_violation;  // CHECK, and RAISE() of a trigger
    }
}

}  // namespace

error_kind kind_of(int extended_code) noexcept {
    if (extended_code == SQLITE_BUSY_SNAPSHOT) return error_kind::serialization_failure;
    switch (extended_code & 0xff) {
        case SQLITE_CONSTRAINT: return kind_of_constraint(extended_code);
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return error_kind::busy;
        case SQLITE_INTERRUPT: return error_kind::cancelled;
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH: return error_kind::permission_denied;
        case SQLITE_FULL:
        case SQLITE_NOMEM: return error_kind::out_of_resources;
        case SQLITE_TOOBIG:
        case SQLITE_MISMATCH: return error_kind::value_out_of_range;
        case SQLITE_ERROR:
        case SQLITE_RANGE: return error_kind::invalid_query;
        case SQLITE_CANTOPEN:
        case SQLITE_NOTADB: return error_kind::cannot_connect;
        default: return error_kind::database_failure;
    }
}

error_context context_of(error_kind kind, std::string_view message) {
    constexpr std::string_view marker = "constraint failed: ";
    error_context context;
    const auto found = message.find(marker);
    if (found == std::string_view::npos) return context;
    auto subject = message.substr(found + marker.size());
    if (kind == error_kind::check_violation) {
        context.constraint = subject;
        return context;
    }
    while (!subject.empty()) {
        const auto column = subject.substr(0, subject.find(", "));
        subject.remove_prefix(std::min(column.size() + 2, subject.size()));
        const auto dot = column.rfind('.');
        if (dot == std::string_view::npos)
            continue;  // an index over expressions: SQLite names no column
        context.table = column.substr(0, dot);
        context.column +=
            (context.column.empty() ? "" : ", ") + std::string{column.substr(dot + 1)};
    }
    return context;
}

}  // namespace tinyorm::driver::sqlite
