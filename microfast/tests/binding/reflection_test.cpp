#include <microfast/binding/reflection.hpp>

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace microfast::binding {

namespace {

struct nothing {};

struct plain {
    int alpha;
    double beta = 2;
    std::string gamma_3;
    std::optional<int> d;
    std::vector<std::string> tags = {};
};

template <class Type>
struct outer {
    struct inner {
        Type one;
        plain nested;
        std::map<std::string, int> map;
    };
    inner held;
    std::array<int, 3> three;
};

struct sixty_four {
    char m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20,
        m21, m22, m23, m24, m25, m26, m27, m28, m29, m30, m31, m32, m33, m34, m35, m36, m37, m38,
        m39, m40, m41, m42, m43, m44, m45, m46, m47, m48, m49, m50, m51, m52, m53, m54, m55, m56,
        m57, m58, m59, m60, m61, m62, m63, last;
};

TEST(reflection, counts_fields) {
    EXPECT_EQ(field_count<nothing>, 0U);
    EXPECT_EQ(field_count<plain>, 5U);
    EXPECT_EQ(field_count<outer<std::string>>, 2U);
    EXPECT_EQ(field_count<outer<int>::inner>, 3U);
    EXPECT_EQ(field_count<sixty_four>, 64U);
}

TEST(reflection, names_fields_as_they_are_written) {
    EXPECT_EQ((field_name<plain, 0>), "alpha");
    EXPECT_EQ((field_name<plain, 2>), "gamma_3");
    EXPECT_EQ((field_name<sixty_four, 63>), "last");
}

TEST(reflection, names_fields_of_templates_and_of_what_is_nested_in_them) {
    EXPECT_EQ((field_name<outer<std::string>, 1>), "three");
    EXPECT_EQ((field_name<outer<std::vector<plain>>::inner, 1>), "nested");
}

TEST(reflection, names_fields_of_types_of_a_function) {
    struct local {
        int beta_2;
        std::string text;
    };
    EXPECT_EQ((field_name<local, 0>), "beta_2");
    EXPECT_EQ(type_name<local>, "local");
}

TEST(reflection, names_types_without_their_scopes) {
    EXPECT_EQ(type_name<plain>, "plain");
    EXPECT_EQ(type_name<outer<plain>::inner>, "inner");
    EXPECT_EQ(type_name<outer<int>>, "outer<int>");
    EXPECT_EQ(type_name<int>, "int");
}

TEST(reflection, keeps_no_more_of_the_compilers_sentence_than_the_name) {
    const std::string_view name = field_name<plain, 2>;
    EXPECT_EQ(name.data()[name.size()], '\0');
}

TEST(reflection, visits_fields_in_the_order_of_their_declaration) {
    plain value{.alpha = 1, .gamma_3 = "x", .d = {}};
    std::string names;
    for_each_field(value, [&names](std::string_view name, auto&) { names += name; });
    EXPECT_EQ(names, "alphabetagamma_3dtags");
}

TEST(reflection, gives_fields_to_write_to) {
    plain value{};
    for_each_field(value, [](std::string_view, auto& field) {
        if constexpr (requires { field = 7; }) field = 7;
    });
    EXPECT_EQ(value.alpha, 7);
    EXPECT_EQ(value.beta, 7.0);
    EXPECT_EQ(value.d, 7);
}

TEST(reflection, knows_what_it_can_list) {
    class closed {
        [[maybe_unused]] int hidden_ = 0;
    };
    EXPECT_TRUE(reflectable<plain>);
    EXPECT_FALSE(reflectable<closed>);
    EXPECT_FALSE(reflectable<int>);
    EXPECT_FALSE(reflectable<std::string>);
}

}  // namespace

}  // namespace microfast::binding
