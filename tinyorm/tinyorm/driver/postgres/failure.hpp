/// @file
/// What PostgreSQL's SQLSTATEs mean in tinyorm's kinds of error.
/// Private header.
#pragma once

#include <tinyorm/core/error.hpp>

#include <libpq-fe.h>

#include <string_view>

namespace tinyorm::driver::postgres {

/// The kind of an SQLSTATE; `database_failure` for one that is not known, and for none.
[[nodiscard]] error_kind kind_of(std::string_view sqlstate) noexcept;

/// The failure that `failed` reports; `failed` may be null: then the connection itself knows the
/// reason. A prepared statement that is out of date is a `serialization_failure`: its transaction
/// saw two schemas.
[[nodiscard]] error to_error(PGconn* connection, const PGresult* failed);

}  // namespace tinyorm::driver::postgres
