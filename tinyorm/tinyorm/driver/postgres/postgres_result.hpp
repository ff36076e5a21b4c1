/// @file
/// The rows of a PostgreSQL statement, all of them received.
/// Private header.
#pragma once

#include <tinyorm/driver/result.hpp>

#include <libpq-fe.h>

#include <memory>
#include <vector>

namespace tinyorm::driver::postgres {

struct result_deleter {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using result_handle = std::unique_ptr<PGresult, result_deleter>;

class postgres_result final : public result {
public:
    explicit postgres_result(result_handle received);

    [[nodiscard]] std::size_t column_count() const noexcept override { return row_.size(); }
    [[nodiscard]] std::string_view column_name(std::size_t column) const noexcept override;
    [[nodiscard]] std::span<const cell> next_row() override;
    [[nodiscard]] i64 affected_rows() const noexcept override;

private:
    result_handle received_;
    int rows_;
    int next_ = 0;
    std::vector<cell> row_;
};

}  // namespace tinyorm::driver::postgres
