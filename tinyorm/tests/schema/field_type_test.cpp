#include <tinyorm/core/error.hpp>
#include <tinyorm/schema/field_type.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace tinyorm::schema {
namespace {

enum class level : std::uint8_t { low = 1, high = 200 };

static_assert(column_type_of<std::optional<i32>>() == column_type::integer);
static_assert(column_type_of<level>() == column_type::small_integer);
static_assert(accepts<i64, unsigned>() && !accepts<i64, double>() && !accepts<i64, bool>());
static_assert(accepts<double, int>() && !accepts<bool, int>());
static_assert(accepts<std::string, const char*>() && !accepts<std::string, int>());
static_assert(accepts<level, level>() && !accepts<level, int>());

TEST(field_type, turns_what_a_column_takes_into_a_parameter) {
    EXPECT_EQ(to_value<i64>(7U), value{7});
    EXPECT_EQ(to_value<std::string>("x"), value{"x"});
    EXPECT_EQ(to_value<level>(level::high), value{200});
    EXPECT_EQ(to_value<double>(1), value{1.0});
    EXPECT_EQ(to_value<std::optional<i64>>(std::optional<i64>{}), value{});
    EXPECT_EQ(to_value<std::optional<i64>>(std::optional<i64>{3}), value{3});
}

TEST(field_type, refuses_numbers_beyond_the_database) {
    EXPECT_THROW(
        static_cast<void>(to_value<i64>(std::numeric_limits<std::uint64_t>::max())), error
    );
}

TEST(field_type, reads_enums_and_optional_enums) {
    const cell number{.form = cell_form::integer, .integer = 200};
    level plain{};
    decode_field(number, plain);
    EXPECT_EQ(plain, level::high);
    std::optional<level> perhaps;
    decode_field(number, perhaps);
    EXPECT_EQ(perhaps, level::high);
    decode_field(cell{}, perhaps);
    EXPECT_EQ(perhaps, std::nullopt);
}

TEST(field_type, refuses_numbers_beyond_an_enum) {
    const cell number{.form = cell_form::integer, .integer = 256};
    level plain{};
    EXPECT_THROW(decode_field(number, plain), error);
}

}  // namespace
}  // namespace tinyorm::schema
