#include <microfast/http/header_fields.hpp>

#include <gtest/gtest.h>

namespace microfast::http {

namespace {

TEST(header_fields, find_the_first_of_a_name) {
    header_fields fields;
    fields.add("Accept", "a");
    fields.add("X-Other", "b");
    fields.add("ACCEPT", "c");
    EXPECT_EQ(fields.find(header_name::accept), "a");
    EXPECT_EQ(fields.find("x-other"), "b");
    EXPECT_EQ(fields.find("X-Missing"), std::nullopt);
    EXPECT_EQ(fields.find(header_name::host), std::nullopt);
    EXPECT_TRUE(fields.is_repeated(header_name::accept));
    EXPECT_FALSE(fields.is_repeated(header_name::host));
}

TEST(header_fields, forget_everything_when_cleared) {
    header_fields fields;
    fields.add("Accept", "a");
    fields.add("Accept", "b");
    fields.clear();
    EXPECT_EQ(fields.size(), 0U);
    EXPECT_EQ(fields.find(header_name::accept), std::nullopt);
    EXPECT_FALSE(fields.is_repeated(header_name::accept));
}

TEST(header_fields, relocate_only_what_points_into_the_old_buffer) {
    const std::string from = "Accept: a";
    const std::string to = "Accept: b";
    header_fields fields;
    fields.add(std::string_view(from).substr(0, 6), std::string_view(from).substr(8));
    fields.add("Host", "elsewhere");
    fields.relocate(from, to.data());
    EXPECT_EQ(fields.find(header_name::accept), "b");
    EXPECT_EQ(fields.find(header_name::host), "elsewhere");
}

}  // namespace

}  // namespace microfast::http
