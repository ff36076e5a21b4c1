/// @file
/// One column of one row as a driver hands it out, and how it becomes a typed value.
#pragma once

#include <tinyorm/core/decimal.hpp>
#include <tinyorm/core/error.hpp>
#include <tinyorm/core/types.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tinyorm {

/// How a cell carries its content.
enum class cell_form : std::uint8_t {
    null,
    integer,  ///< SQLite: `integer` is set
    real,     ///< SQLite: `real` is set
    text,     ///< `data` and `size`; PostgreSQL sends every type in this form, a bytea as `\x…`
    blob,     ///< SQLite: `data` and `size` are the content itself
};

/// A view of one column of the current row.
///
/// Lifetime: `data` belongs to the result and is valid until its next row.
struct cell {
    cell_form form = cell_form::null;
    i64 integer = 0;
    double real = 0;
    const char* data = nullptr;
    std::size_t size = 0;

    [[nodiscard]] bool is_null() const noexcept { return form == cell_form::null; }
    [[nodiscard]] std::string_view view() const noexcept { return {data, size}; }
};

/// Turns a cell into the type of its target. Nothing is allocated but inside the target.
///
/// Errors: `unexpected_null` for NULL, `value_out_of_range` for content that is not of that type or
/// does not fit it.
void decode(const cell& from, bool& target);
void decode(const cell& from, i16& target);
void decode(const cell& from, i32& target);
void decode(const cell& from, i64& target);
void decode(const cell& from, float& target);
void decode(const cell& from, double& target);
void decode(const cell& from, std::string& target);
void decode(const cell& from, bytes& target);
void decode(const cell& from, timestamp& target);
void decode(const cell& from, uuid& target);
void decode(const cell& from, date& target);
void decode(const cell& from, decimal& target);
void decode(const cell& from, json& target);
void decode(const cell& from, std::vector<i64>& target);
void decode(const cell& from, std::vector<std::string>& target);

template <typename T>
void decode(const cell& from, std::optional<T>& target) {
    if (from.is_null()) {
        target.reset();
    } else {
        decode(from, target ? *target : target.emplace());
    }
}

}  // namespace tinyorm
