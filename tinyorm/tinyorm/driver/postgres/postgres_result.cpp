#include <tinyorm/driver/postgres/postgres_result.hpp>

#include <charconv>
#include <utility>

namespace tinyorm::driver::postgres {

postgres_result::postgres_result(result_handle received)
    : received_(std::move(received)),
      rows_(PQntuples(received_.get())),
      row_(static_cast<std::size_t>(PQnfields(received_.get()))) {}

std::string_view postgres_result::column_name(std::size_t column) const noexcept {
    const char* name = PQfname(received_.get(), static_cast<int>(column));
    return name != nullptr ? name : "";
}

std::span<const cell> postgres_result::next_row() {
    if (next_ == rows_) return {};
    for (int column = 0; auto& read : row_) {
        const char* text = PQgetvalue(received_.get(), next_, column);
        const auto size = static_cast<std::size_t>(PQgetlength(received_.get(), next_, column));
        const bool is_null = size == 0 && PQgetisnull(received_.get(), next_, column) != 0;
        read = {.form = is_null ? cell_form::null : cell_form::text, .data = text, .size = size};
        ++column;
    }
    ++next_;
    return row_;
}

i64 postgres_result::affected_rows() const noexcept {
    const std::string_view command = PQcmdStatus(received_.get());
    if (command.starts_with("SELECT") || command.starts_with("FETCH")) return 0;
    const std::string_view count = PQcmdTuples(received_.get());
    i64 affected = 0;
    std::from_chars(count.data(), count.data() + count.size(), affected);
    return affected;
}

}  // namespace tinyorm::driver::postgres
