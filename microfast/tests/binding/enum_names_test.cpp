#include <microfast/binding/enum_names.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace microfast::binding {

namespace {

enum class colour : unsigned char { red, green = 5, blue };
enum signs : int { minus = -3, zero = 0, plus = 4, far_away = 1000 };
enum class flag : bool { off, on };
enum class status : int { ok = 200, gone = 410 };

}  // namespace

template <>
struct enum_range<status> {
    static constexpr std::int64_t low = 200;
    static constexpr std::int64_t high = 499;
};

namespace {

template <class Enum>
std::vector<std::string_view> names_of() {
    std::vector<std::string_view> names;
    for (const auto& listed : enumerators_of<Enum>())
        names.push_back(listed.name);
    return names;
}

TEST(enum_names, lists_values_with_gaps) {
    EXPECT_THAT(names_of<colour>(), testing::ElementsAre("red", "green", "blue"));
    EXPECT_EQ(enumerators_of<colour>()[1].value, 5);
}

TEST(enum_names, lists_negative_values_and_unscoped_ones_within_the_range) {
    EXPECT_THAT(names_of<signs>(), testing::ElementsAre("minus", "zero", "plus"));
    EXPECT_EQ(enumerators_of<signs>()[0].value, -3);
}

TEST(enum_names, lists_an_enumeration_of_two_values) {
    EXPECT_THAT(names_of<flag>(), testing::ElementsAre("off", "on"));
}

TEST(enum_names, asks_in_another_range_where_it_is_specialised) {
    EXPECT_THAT(names_of<status>(), testing::ElementsAre("ok", "gone"));
    EXPECT_EQ(enumerators_of<status>()[1].value, 410);
}

TEST(enum_names, lists_enumerations_of_a_function) {
    enum class local : int { a, b };
    EXPECT_THAT(names_of<local>(), testing::ElementsAre("a", "b"));
}

}  // namespace

}  // namespace microfast::binding
