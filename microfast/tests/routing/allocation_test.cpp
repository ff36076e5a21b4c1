#include <microfast/middleware/onion.hpp>

#include <gtest/gtest.h>

#include <vector>

#include "allocation_count.hpp"
#include "middleware/layer_harness.hpp"
#include "routing/router_harness.hpp"

namespace microfast::routing {

namespace {

using http::method;

TEST(router, finds_without_an_allocation) {
    auto table = with_routes(
        {{method::get, "/static/path"},
         {method::get, "/users/{id}/posts/{post}"},
         {method::get, "/codes/{code:[a-z]{2}-[0-9]+}"},
         {method::get, "/files/{path*}"}}
    );
    table.host("api.example.com").add(method::get, "/a", {});
    for (const auto* target :
         {"/static/path", "/users/1/posts/2", "/codes/ab-12", "/files/a/b/c", "/no/such/path"}) {
        read_request read("GET", target);
        const auto before = allocation_count();
        (void)table.find(read.request);
        EXPECT_EQ(allocation_count(), before) << target;
    }
}

struct quiet_layer {
    http::verdict before(http::request&, http::response&) const { return http::verdict::proceed; }
    void after(http::request&, http::response&) const {}
};

TEST(folded_layers, are_gone_through_without_an_allocation) {
    const std::vector layers(5, middleware::make_middleware(quiet_layer{}));
    const auto handler = middleware::fold(layers, middleware::answering("hello"));
    middleware::exchange one("GET", "/");
    one.call(handler);  // the response keeps the memory of its first text
    const auto before = allocation_count();
    one.call(handler);
    EXPECT_EQ(allocation_count(), before);
}

}  // namespace

}  // namespace microfast::routing
