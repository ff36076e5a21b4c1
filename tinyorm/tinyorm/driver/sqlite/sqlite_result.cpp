#include <tinyorm/driver/sqlite/sqlite_result.hpp>

#include <utility>

namespace tinyorm::driver::sqlite {

sqlite_result::sqlite_result(
    sqlite_connection& owner, statement_cache<prepared>::entry* lent, prepared own
)
    : owner_(owner),
      lent_(lent),
      own_(std::move(own)),
      statement_(executed().handle()),
      changes_before_(sqlite3_total_changes64(owner.handle_.get())) {
    if (lent_ != nullptr) lent_->is_lent = true;
}

sqlite_result::~sqlite_result() {
    if (!is_reset_) executed().reset();
    if (lent_ != nullptr) lent_->is_lent = false;
}

void sqlite_result::start(std::span<const value> parameters) {
    const auto expected = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement_));
    if (parameters.size() != expected) {
        throw error(
            error_kind::invalid_query,
            "the statement takes " + std::to_string(expected) + " parameters but was given " +
                std::to_string(parameters.size()) + ": " + sqlite3_sql(statement_)
        );
    }
    if (executed().bind(parameters) != SQLITE_OK) owner_.fail(sqlite3_sql(statement_));
    step();
}

void sqlite_result::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) {
        position_ = position::before_row;
        return;
    }
    position_ = position::at_end;
    if (code != SQLITE_DONE) owner_.fail(sqlite3_sql(statement_));
    auto* const handle = owner_.handle_.get();
    if (sqlite3_total_changes64(handle) != changes_before_)
        affected_rows_ = sqlite3_changes64(handle);
    executed().reset();
    is_reset_ = true;
}

std::size_t sqlite_result::column_count() const noexcept {
    return static_cast<std::size_t>(sqlite3_column_count(statement_));
}

std::string_view sqlite_result::column_name(std::size_t column) const noexcept {
    const char* name = sqlite3_column_name(statement_, static_cast<int>(column));
    return name != nullptr ? name : "";
}

std::span<const cell> sqlite_result::next_row() {
    if (position_ == position::at_row) step();
    if (position_ == position::at_end) return {};
    position_ = position::at_row;
    return executed().read_row();
}

}  // namespace tinyorm::driver::sqlite
