#include <tinyorm/core/error.hpp>
#include <tinyorm/schema/field_type.hpp>

#include <utility>

namespace tinyorm::schema {

i64 to_signed(std::uint64_t given) {
    if (!std::in_range<i64>(given)) {
        throw error{
            error_kind::value_out_of_range,
            std::to_string(given) + " does not fit the 64-bit signed integers of a database"};
    }
    return static_cast<i64>(given);
}

void refuse_enumerator(i64 number) {
    throw error{
        error_kind::value_out_of_range,
        std::to_string(number) + " is beyond the underlying type of the enumeration"};
}

}  // namespace tinyorm::schema
