/// @file
/// The rows of a SQLite statement, computed as they are asked for.
/// Private header.
#pragma once

#include <tinyorm/driver/result.hpp>
#include <tinyorm/driver/sqlite/sqlite_connection.hpp>

namespace tinyorm::driver::sqlite {

class sqlite_result final : public result {
public:
    sqlite_result(sqlite_connection& owner, statement_cache<prepared>::entry* lent, prepared own);
    ~sqlite_result() override;

    /// Binds and takes the first step, so that a statement without rows is done when `execute`
    /// returns.
    void start(std::span<const value> parameters);

    [[nodiscard]] std::size_t column_count() const noexcept override;
    [[nodiscard]] std::string_view column_name(std::size_t column) const noexcept override;
    [[nodiscard]] std::span<const cell> next_row() override;
    [[nodiscard]] i64 affected_rows() const noexcept override { return affected_rows_; }

private:
    enum class position { before_row, at_row, at_end };

    [[nodiscard]] prepared& executed() noexcept {
        return lent_ != nullptr ? lent_->prepared : own_;
    }
    void step();

    sqlite_connection& owner_;
    statement_cache<prepared>::entry* lent_;  // null: own_ is executed
    prepared own_;
    sqlite3_stmt* statement_;
    i64 changes_before_;
    i64 affected_rows_ = 0;
    position position_ = position::at_end;
    bool is_reset_ = false;  // done: ready for its next execution
};

}  // namespace tinyorm::driver::sqlite
