#include <microfast/containers/regex.hpp>
#include <microfast/core/error.hpp>
#include <microfast/middleware/request_id.hpp>

#include <gtest/gtest.h>

#include <string>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

http::handler telling_its_id() {
    return plain([](http::request& in, http::response& out) { out.set_text(id_of(in)); });
}

TEST(request_id, is_made_for_a_request_without_one) {
    exchange one("GET", "/"), other("GET", "/");
    one.call(request_id(), telling_its_id());
    other.call(request_id(), telling_its_id());
    EXPECT_TRUE(containers::regex("[0-9a-f]{32}").matches(one.out.body)) << one.out.body;
    EXPECT_EQ(one.field("X-Request-ID"), one.out.body);
    EXPECT_NE(one.out.body, other.out.body);
}

TEST(request_id, is_the_clients_if_it_can_forge_nothing) {
    exchange one("GET", "/", "X-Request-Id: 7f-AB.c:1/2=+@~_\r\n");
    one.call(request_id(), telling_its_id());
    EXPECT_EQ(one.out.body, "7f-AB.c:1/2=+@~_");
    EXPECT_EQ(one.field("X-Request-ID"), "7f-AB.c:1/2=+@~_");
}

TEST(request_id, is_made_anew_for_anything_else) {
    const auto longest = std::string(longest_request_id, 'a');
    for (const auto& sent :
         {std::string(),
          std::string("a b"),
          std::string("a\"b"),
          std::string("\xC3\xA4"),
          longest + "a"}) {
        exchange one("GET", "/", "X-Request-ID: " + sent + "\r\n");
        one.call(request_id(), telling_its_id());
        EXPECT_EQ(one.out.body.size(), 32U) << sent;
    }
    exchange one("GET", "/", "X-Request-ID: " + longest + "\r\n");
    one.call(request_id(), telling_its_id());
    EXPECT_EQ(one.out.body, longest);
}

TEST(request_id, may_have_another_field_and_ignore_the_clients) {
    const auto layer = request_id({.field = "Trace", .takes_clients_id = false});
    exchange one("GET", "/", "Trace: mine\r\n");
    one.call(layer, telling_its_id());
    EXPECT_EQ(one.out.body.size(), 32U);
    EXPECT_EQ(one.field("Trace"), one.out.body);
    EXPECT_THROW((void)request_id({.field = "a b"}), error);
}

TEST(request_id, is_empty_without_the_layer) {
    exchange one("GET", "/");
    EXPECT_EQ(id_of(one.in), "");
}

}  // namespace

}  // namespace microfast::middleware
