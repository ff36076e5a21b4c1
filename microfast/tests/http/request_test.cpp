#include <microfast/core/error.hpp>
#include <microfast/http/head_parser.hpp>
#include <microfast/http/request.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace microfast::http {

namespace {

void read(request& incoming, std::string_view bytes) {
    std::size_t scanned = 0;
    ASSERT_EQ(parse_head(bytes, scanned, {}, incoming.head()).progress, parse_progress::complete);
}

TEST(request, has_the_parameters_of_its_route_and_no_others) {
    request incoming;
    incoming.add_parameter("id", "7");
    EXPECT_EQ(incoming.parameter("id"), "7");
    EXPECT_THROW((void)incoming.parameter("name"), error);
    incoming.clear();
    EXPECT_THROW((void)incoming.parameter("id"), error);
}

TEST(request, keeps_its_views_when_it_is_moved) {
    const std::string bytes = "GET /%61%2F HTTP/1.1\r\nHost: c\r\n\r\n";
    request incoming;
    read(incoming, bytes);
    incoming.add_parameter("p", incoming.path().substr(1));
    const auto moved = std::move(incoming);
    EXPECT_EQ(moved.path(), "/a/");
    EXPECT_EQ(moved.parameter("p"), "a/");
    EXPECT_EQ(moved.header(header_name::host), "c");
}

TEST(request, relocates_head_parameters_and_body) {
    const std::string bytes = "GET /a HTTP/1.1\r\nHost: c\r\n\r\nbody";
    request incoming;
    read(incoming, bytes);
    incoming.add_parameter("p", incoming.path().substr(1));
    incoming.set_body(std::string_view(bytes).substr(bytes.size() - 4));
    const std::string copy = bytes;
    incoming.relocate(bytes, copy.data());
    EXPECT_EQ(incoming.parameter("p").data(), copy.data() + 5);
    EXPECT_EQ(incoming.body().data(), copy.data() + copy.size() - 4);
    EXPECT_EQ(incoming.body(), "body");
}

TEST(request, joins_the_lines_of_a_field) {
    request asked;
    asked.head().headers.add("Cookie", "a=1");
    asked.head().headers.add("Cookie", "b=2");
    asked.head().headers.add("X-Tag", "one");
    asked.head().headers.add("x-tag", "two");
    EXPECT_EQ(asked.header(header_name::cookie), "a=1; b=2");
    EXPECT_EQ(asked.header("X-Tag"), "one, two");
}

}  // namespace

}  // namespace microfast::http
