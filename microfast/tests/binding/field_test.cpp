#include <microfast/binding/field.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace microfast::binding {

namespace {

struct item {
    field<std::string, min_length<1>, max_length<80>> name;
    field<double, greater_than<0>> price;
    field<int, at_least<0>> offset = 20;
    std::optional<std::string> note;
};

std::size_t length_of(const std::string& text) {
    return text.size();
}

TEST(field, is_its_value) {
    item made{.name = "pen", .price = 1.5, .note = {}};
    EXPECT_EQ(length_of(made.name), 3U);
    EXPECT_EQ(made.price * 2, 3.0);
    EXPECT_EQ(made.offset, 20);
    EXPECT_TRUE(made.name == "pen");
    EXPECT_EQ(made.name->size(), 3U);
}

TEST(field, is_assigned_like_its_value) {
    item made{};
    made.name = "pencil";
    made.offset = made.offset + 1;
    std::string& reference = made.name;
    reference += 's';
    EXPECT_EQ(*made.name, "pencils");
    EXPECT_EQ(made.offset, 21);
}

TEST(field, gives_its_value_away) {
    field<std::string> text = std::string(100, 'x');
    const std::string taken = std::move(text);
    EXPECT_EQ(taken.size(), 100U);
    EXPECT_TRUE(text->empty());
}

TEST(field, compares_like_its_value) {
    const field<int, at_least<0>> one = 1;
    const field<int, at_least<0>> two = 2;
    EXPECT_LT(one, two);
    EXPECT_NE(one, two);
    EXPECT_EQ(one, 1);
}

TEST(field, takes_no_room_and_no_initialisation_of_its_own) {
    using constrained = field<int, at_least<0>, at_most<9>>;
    static_assert(sizeof(constrained) == sizeof(int));
    static_assert(std::is_trivially_default_constructible_v<constrained>);
    static_assert(std::is_trivially_copyable_v<constrained>);
    EXPECT_EQ(item{}.price, 0.0);
}

TEST(field, is_counted_as_one_field) {
    EXPECT_EQ(field_count<item>, 4U);
    EXPECT_EQ((field_name<item, 2>), "offset");
}

}  // namespace

}  // namespace microfast::binding
