#include <microfast/binding/value_schema.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace microfast::binding {

namespace {

template <class Integer>
value_schema schema_of() {
    return {
        .kind = value_kind::integer,
        .size = sizeof(Integer),
        .is_signed = std::is_signed_v<Integer>};
}

template <class Integer>
void expect_kept(Integer value) {
    const auto schema = schema_of<Integer>();
    Integer copy{};
    ASSERT_TRUE(store_whole(schema, load_whole(schema, &value), &copy));
    EXPECT_EQ(copy, value);
}

template <class Integer>
void expect_ends_kept() {
    using limits = std::numeric_limits<Integer>;
    expect_kept<Integer>(limits::min());
    expect_kept<Integer>(limits::max());
    expect_kept<Integer>(0);
    expect_kept<Integer>(1);
    expect_kept<Integer>(static_cast<Integer>(-1));
    EXPECT_EQ(
        highest_of(schema_of<Integer>()).magnitude, static_cast<std::uint64_t>(limits::max())
    );
}

TEST(value_schema, loads_and_stores_the_ends_of_every_integer) {
    expect_ends_kept<std::int8_t>();
    expect_ends_kept<std::uint8_t>();
    expect_ends_kept<std::int16_t>();
    expect_ends_kept<std::uint16_t>();
    expect_ends_kept<std::int32_t>();
    expect_ends_kept<std::uint32_t>();
    expect_ends_kept<std::int64_t>();
    expect_ends_kept<std::uint64_t>();
}

TEST(value_schema, stores_nothing_that_does_not_fit) {
    std::int8_t value = 7;
    const auto schema = schema_of<std::int8_t>();
    EXPECT_FALSE(store_whole(schema, {128, false}, &value));
    EXPECT_FALSE(store_whole(schema, {129, true}, &value));
    EXPECT_EQ(value, 7);
    EXPECT_TRUE(store_whole(schema, {128, true}, &value));
    EXPECT_EQ(value, -128);
    EXPECT_FALSE(store_whole(schema_of<std::uint64_t>(), {1, true}, &value));
}

TEST(value_schema, names_what_it_is) {
    EXPECT_EQ(words_of(schema_of<int>()), "an integer");
    const value_schema named{.kind = value_kind::object, .name = "item"};
    EXPECT_EQ(words_of(named), "item");
}

}  // namespace

}  // namespace microfast::binding
