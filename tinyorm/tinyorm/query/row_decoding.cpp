#include <tinyorm/core/error.hpp>
#include <tinyorm/query/row_decoding.hpp>

#include <string>

namespace tinyorm::query {

void expect_columns(std::size_t expected, std::size_t found) {
    if (expected == found) return;
    throw error{
        error_kind::invalid_query,
        "the program reads " + std::to_string(expected) + " columns, the result has " +
            std::to_string(found)};
}

}  // namespace tinyorm::query
