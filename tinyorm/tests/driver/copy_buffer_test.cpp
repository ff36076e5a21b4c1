#include <tinyorm/driver/copy_buffer.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace tinyorm::driver {
namespace {

TEST(copy_buffer, writes_rows_of_tab_separated_fields) {
    copy_buffer rows;
    rows.add(i64{-7});
    rows.add(true);
    rows.add_null();
    rows.end_row();
    rows.add(0.1);
    rows.add(timestamp{});
    rows.add("");
    rows.end_row();
    EXPECT_EQ(rows.text(), "-7\tt\t\\N\n0.1\t1970-01-01 00:00:00.000000\t\n");
}

TEST(copy_buffer, escapes_what_would_end_a_field) {
    copy_buffer rows;
    rows.add("a\tb\nc\rd\\e\\N");
    EXPECT_EQ(rows.text(), R"(a\tb\nc\rd\\e\\N)");
}

TEST(copy_buffer, writes_bytes_in_hex) {
    copy_buffer rows;
    rows.add(bytes{std::byte{0x00}, std::byte{0xfe}});
    EXPECT_EQ(rows.text(), R"(\\x00fe)");
}

TEST(copy_buffer, takes_every_scalar_value) {
    copy_buffer rows;
    for (const auto& field : {value{}, value{false}, value{1}, value{2.5}, value{"x\ty"}})
        rows.add(field);
    EXPECT_EQ(rows.text(), "\\N\tf\t1\t2.5\tx\\ty");
}

TEST(copy_buffer, is_full_at_its_size_and_empty_when_cleared) {
    copy_buffer rows;
    while (!rows.is_full()) {
        rows.add(std::numeric_limits<i64>::max());
        rows.end_row();
    }
    rows.clear();
    EXPECT_FALSE(rows.is_full());
    EXPECT_EQ(rows.text(), "");
}

}  // namespace
}  // namespace tinyorm::driver
