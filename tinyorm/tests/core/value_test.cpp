#include <tinyorm/core/value.hpp>

#include <gtest/gtest.h>

namespace tinyorm {
namespace {

template <typename Held>
Held held(const value& from) {
    return std::get<Held>(from.held());
}

TEST(value, keeps_the_type_it_was_made_from) {
    EXPECT_EQ(held<bool>(true), true);
    EXPECT_EQ(held<i64>(i16{7}), 7);
    EXPECT_EQ(held<double>(0.5F), 0.5);
    EXPECT_EQ(held<std::string>("text"), "text");
    EXPECT_EQ(held<std::string>(std::string_view{"view"}), "view");
    EXPECT_EQ(held<bytes>(bytes{std::byte{1}}).size(), 1U);
}

TEST(value, is_null_when_empty) {
    EXPECT_TRUE(value{}.is_null());
    EXPECT_TRUE(value{std::nullopt}.is_null());
    EXPECT_TRUE(value{std::optional<i32>{}}.is_null());
    EXPECT_EQ(held<i64>(std::optional<i32>{3}), 3);
}

TEST(value, carries_a_uuid_as_text) {
    EXPECT_EQ(held<std::string>(uuid{}), "00000000-0000-0000-0000-000000000000");
}

}  // namespace
}  // namespace tinyorm
