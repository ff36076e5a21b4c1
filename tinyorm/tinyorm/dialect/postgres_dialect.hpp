/// @file
/// The SQL of PostgreSQL.
#pragma once

#include <tinyorm/dialect/sql_dialect.hpp>

namespace tinyorm::dialect {

/// PostgreSQL 13 and later.
class postgres_dialect final : public sql_dialect {
public:
    [[nodiscard]] std::string_view name() const noexcept override;
    [[nodiscard]] bool has(feature wanted) const noexcept override;
    [[nodiscard]] char placeholder_mark() const noexcept override;
    [[nodiscard]] std::size_t parameter_limit() const noexcept override;
    [[nodiscard]] std::string_view like_operator() const noexcept override;
    [[nodiscard]] std::string to_pattern(std::string_view like_pattern) const override;
    [[nodiscard]] bracket any_of() const noexcept override;
    [[nodiscard]] std::string_view no_limit() const noexcept override;
    [[nodiscard]] std::string_view type_name(schema::column_type type) const noexcept override;
    [[nodiscard]] std::string_view autoincrement() const noexcept override;
    [[nodiscard]] std::string_view now() const noexcept override;
    [[nodiscard]] std::string_view table_suffix() const noexcept override;
};

}  // namespace tinyorm::dialect
