/// @file
/// The rows a statement answers with.
#pragma once

#include <tinyorm/core/cell.hpp>
#include <tinyorm/core/types.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace tinyorm::driver {

/// Rows, one at a time, and how many were changed.
///
/// SQLite computes a row when it is asked for; PostgreSQL has sent them all.
/// Thread safety: none. Lifetime: must not outlive its connection.
class result {
public:
    result() = default;
    result(const result&) = delete;
    result& operator=(const result&) = delete;
    virtual ~result() = default;

    [[nodiscard]] virtual std::size_t column_count() const noexcept = 0;
    [[nodiscard]] virtual std::string_view column_name(std::size_t column) const noexcept = 0;

    /// The next row, empty after the last. The cells are valid until the next call.
    [[nodiscard]] virtual std::span<const cell> next_row() = 0;

    /// Rows inserted, updated or deleted; of a statement that returns rows, known after the last of
    /// them.
    [[nodiscard]] virtual i64 affected_rows() const noexcept = 0;
};

}  // namespace tinyorm::driver
