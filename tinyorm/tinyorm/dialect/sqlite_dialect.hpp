/// @file
/// The SQL of SQLite.
#pragma once

#include <tinyorm/dialect/sql_dialect.hpp>

#include <cstdint>

namespace tinyorm::dialect {

/// Which joins a version of SQLite has.
enum class sqlite_joins : std::uint8_t { left, all };

/// SQLite 3.37 and later: tables are STRICT; times, uuids, decimals, json and arrays are texts.
class sqlite_dialect final : public sql_dialect {
public:
    static constexpr int version_with_all_joins = 3'039'000;

    explicit sqlite_dialect(sqlite_joins joins) : joins_(joins) {}

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

private:
    sqlite_joins joins_;
};

}  // namespace tinyorm::dialect
