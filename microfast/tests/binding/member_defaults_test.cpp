#include <microfast/binding/describe.hpp>
#include <microfast/binding/member_defaults.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace microfast::binding {

namespace {

enum class colour : int { red, green };

struct point {
    int x;
    int y;
};

struct labelled {
    std::string label;
    int size = 3;
};

template <class Object>
std::vector<std::string_view> required_of() {
    const auto& shape = *describe<Object>().object;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < shape.members.size(); ++i) {
        if ((shape.required_members() >> i & 1U) != 0) names.push_back(shape.members[i].name);
    }
    return names;
}

TEST(member_defaults, demand_what_has_no_initialiser) {
    struct bare {
        int number;
        bool flag;
        double real;
        colour shade;
        std::string text;
        std::vector<int> list;
        std::map<std::string, int> map;
        point place;
        std::array<int, 2> pair;
        std::variant<int, std::string> either;
        http::json dynamic;
        uuid id;
        std::chrono::year_month_day day;
        std::chrono::sys_seconds moment;
        labelled nested;
        field<int, at_least<1>> constrained;
    };
    EXPECT_EQ(required_of<bare>().size(), field_count<bare>);
}

TEST(member_defaults, see_every_initialiser_of_what_can_be_uninitialised) {
    struct initialised {
        int number = 0;
        bool flag = false;
        double real = {};
        colour shade = colour::red;
        point place = {};
        point half = {.x = 1, .y = {}};
        std::array<int, 2> pair = {};
        std::chrono::year_month_day day = {};
        field<int, at_least<0>> constrained = 0;
        signed char all_bits = -91;  // 0xA5, as the first filling is
        unsigned char other_bits = 0x5A;
    };
    EXPECT_THAT(required_of<initialised>(), testing::IsEmpty());
}

TEST(member_defaults, see_other_initialisers_that_make_a_difference) {
    struct initialised {
        std::string text = "asc";
        std::vector<int> list = {1};
        std::map<std::string, int> map = {{"a", 1}};
        std::variant<int, std::string> either = "x";
        http::json dynamic = {{"a", 1}};
        labelled nested = {.label = "x"};
        labelled other = {.label = {}, .size = 4};
        field<std::string, max_length<5>> constrained = "x";
    };
    EXPECT_THAT(required_of<initialised>(), testing::IsEmpty());
}

TEST(member_defaults, do_not_see_initialisers_that_say_empty) {
    struct empty {
        std::string text = "";
        std::vector<int> list = {};
        labelled nested = {};
    };
    EXPECT_THAT(required_of<empty>(), testing::ElementsAre("text", "list", "nested"));
}

TEST(member_defaults, let_optionals_and_marked_fields_be_absent) {
    struct absent {
        std::optional<int> number;
        field<std::optional<std::string>, min_length<1>> text;
        field<std::vector<int>, may_be_absent> list;
        field<int, at_least<0>, may_be_absent> count;
        int needed;
    };
    EXPECT_THAT(required_of<absent>(), testing::ElementsAre("needed"));
}

TEST(member_defaults, can_be_read) {
    struct page {
        field<int, at_least<0>> offset = 5;
        std::string order = "asc";
    };
    const auto& shape = *describe<page>().object;
    const auto* const defaults = static_cast<const page*>(shape.defaults());
    EXPECT_EQ(defaults->offset, 5);
    EXPECT_EQ(defaults->order, "asc");
}

}  // namespace

}  // namespace microfast::binding
