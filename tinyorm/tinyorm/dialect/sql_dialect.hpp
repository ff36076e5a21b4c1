/// @file
/// Where the SQL of PostgreSQL and of SQLite differ.
#pragma once

#include <tinyorm/core/dialect_kind.hpp>
#include <tinyorm/schema/column_definition.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace tinyorm::dialect {

/// What not every dialect has. Rendering a statement that needs a missing one throws
/// `unsupported_feature`, naming dialect and feature.
enum class feature : std::uint8_t {
    row_locks,
    right_and_full_joins,
    nested_set_operations,  ///< a union within a union, or one with an order or limit of its own
    decimal_order,          ///< which of two decimals is greater, or their sum
    autoincrement_beside_primary_key,  ///< numbering a column that is not the only key column
};

/// Two pieces of SQL with something between them.
struct bracket {
    std::string_view before;
    std::string_view after;
};

/// The differences of one dialect, asked for by the renderers.
///
/// Thread safety: safe, there is no state.
class sql_dialect {
public:
    sql_dialect() = default;
    sql_dialect(const sql_dialect&) = delete;
    sql_dialect& operator=(const sql_dialect&) = delete;
    virtual ~sql_dialect() = default;

    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    [[nodiscard]] virtual bool has(feature wanted) const noexcept = 0;

    /// Before the number of a placeholder.
    [[nodiscard]] virtual char placeholder_mark() const noexcept = 0;
    /// How many placeholders a statement may have.
    [[nodiscard]] virtual std::size_t parameter_limit() const noexcept = 0;

    /// Between a text and its pattern, matching case-sensitively.
    [[nodiscard]] virtual std::string_view like_operator() const noexcept = 0;
    /// A pattern of LIKE as that operator takes it.
    [[nodiscard]] virtual std::string to_pattern(std::string_view like_pattern) const = 0;
    /// Around an array parameter, after the operand that is one of its elements.
    [[nodiscard]] virtual bracket any_of() const noexcept = 0;
    /// What stands for no limit where an offset needs one before it; empty if none does.
    [[nodiscard]] virtual std::string_view no_limit() const noexcept = 0;

    [[nodiscard]] virtual std::string_view type_name(schema::column_type type) const noexcept = 0;
    /// Behind the type of an autoincrement column, which is the primary key where it must be.
    [[nodiscard]] virtual std::string_view autoincrement() const noexcept = 0;
    [[nodiscard]] virtual std::string_view now() const noexcept = 0;
    /// Behind the closing parenthesis of CREATE TABLE.
    [[nodiscard]] virtual std::string_view table_suffix() const noexcept = 0;
};

/// A version that has everything tinyorm knows of.
inline constexpr int newest_version = std::numeric_limits<int>::max();

/// The dialect of a database whose library has this version, as `driver::driver` tells it.
[[nodiscard]] const sql_dialect& dialect_of(
    dialect_kind kind, int version = newest_version
) noexcept;

/// Throws `unsupported_feature` if the dialect lacks it.
void require(const sql_dialect& dialect, feature wanted);

/// `name` in quotes. Throws `invalid_query` unless it is an identifier.
[[nodiscard]] std::string quoted(std::string_view name);

}  // namespace tinyorm::dialect
