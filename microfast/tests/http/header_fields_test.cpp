#include <microfast/http/header_fields.hpp>

#include <gtest/gtest.h>

#include <utility>

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

TEST(header_fields, joins_the_lines_of_a_field_in_their_order) {
    header_fields fields;
    fields.add("Accept", "text/html");
    fields.add("X-Own", "1");
    fields.add("Cookie", "a=1");
    fields.add("accept", "text/plain");
    fields.add("x-own", "2");
    fields.add("X-Other", "3");
    fields.add("COOKIE", "b=2; c=3");
    fields.add("X-OWN", "");
    EXPECT_EQ(fields.combined(header_name::accept), "text/html, text/plain");
    EXPECT_EQ(fields.combined("Cookie"), "a=1; b=2; c=3");
    EXPECT_EQ(fields.combined("x-OWN"), "1, 2, ");
    EXPECT_EQ(fields.combined("x-other"), "3");
    EXPECT_EQ(fields.combined("x-third"), std::nullopt);
    EXPECT_EQ(fields.combined(header_name::host), std::nullopt);
    EXPECT_EQ(fields.find(header_name::cookie), "a=1");
}

TEST(header_fields, gives_the_first_line_of_a_field_that_has_one_value) {
    header_fields fields;
    fields.add("Authorization", "Basic one");
    fields.add("Authorization", "Basic two");
    EXPECT_EQ(fields.combined(header_name::authorization), "Basic one");
}

TEST(header_fields, keeps_joined_lines_when_moved_and_forgets_them_when_cleared) {
    header_fields fields;
    fields.add("Via", "1.1 a");
    fields.add("Via", "1.1 b");
    const auto joined = fields.combined(header_name::via);
    const header_fields moved = std::move(fields);
    EXPECT_EQ(moved.combined(header_name::via)->data(), joined->data());
    EXPECT_EQ(joined, "1.1 a, 1.1 b");
    header_fields used = moved;
    used.clear();
    used.add("Via", "1.1 c");
    used.add("Via", "1.1 d");
    EXPECT_EQ(used.combined(header_name::via), "1.1 c, 1.1 d");
}

}  // namespace

}  // namespace microfast::http
