#include <microfast/http/method.hpp>

#include <gtest/gtest.h>

namespace microfast::http {

namespace {

TEST(method, round_trips_and_knows_cases) {
    for (std::size_t i = 1; i < method_count; ++i) {
        const auto value = static_cast<method>(i);
        EXPECT_EQ(to_method(to_string(value)), value);
    }
    EXPECT_EQ(to_method("get"), method::unknown);
    EXPECT_EQ(to_method(""), method::unknown);
}

TEST(method_set, is_written_as_the_value_of_allow) {
    method_set methods;
    EXPECT_TRUE(methods.empty());
    methods.insert(method::options);
    methods.insert(method::get);
    methods.insert(method::delete_);
    EXPECT_EQ(to_string(methods), "GET, DELETE, OPTIONS");
    EXPECT_TRUE(methods.contains(method::get));
    EXPECT_FALSE(methods.contains(method::head));
}

}  // namespace

}  // namespace microfast::http
