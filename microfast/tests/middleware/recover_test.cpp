#include <microfast/core/error.hpp>
#include <microfast/middleware/onion.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

struct not_in_stock : std::runtime_error {
    using std::runtime_error::runtime_error;
};
struct sold_out : not_in_stock {
    using not_in_stock::not_in_stock;
};

/// The status and body that a thrown exception becomes.
template <class Exception>
std::string answer_to(std::shared_ptr<const recover> errors, Exception thrown) {
    exchange one("GET", "/");
    const auto handler = plain([&](http::request&, http::response& out) {
        out.headers.set("X-Half-Made", "yes");
        throw thrown;
    });
    one.call(fold({}, handler, std::move(errors)));
    EXPECT_EQ(one.field("X-Half-Made"), "(none)");
    return std::to_string(one.out.status) + " " + one.out.body;
}

TEST(recover, answers_an_http_error_with_its_problem) {
    const auto errors = std::make_shared<const recover>();
    EXPECT_EQ(
        answer_to(errors, http_error(404, "there is no user 7")),
        R"(404 {"type":"about:blank","title":"Not Found","status":404,"detail":"there is no user 7"})"
    );
}

TEST(recover, tells_nothing_of_any_other_exception) {
    const auto errors = std::make_shared<const recover>();
    const std::string nothing =
        R"(500 {"type":"about:blank","title":"Internal Server Error","status":500})";
    EXPECT_EQ(answer_to(errors, std::runtime_error("password is hunter2")), nothing);
    EXPECT_EQ(answer_to(errors, 7), nothing);
    EXPECT_EQ(answer_to(errors, http_error(200, "no error at all")), nothing);
}

TEST(recover, asks_the_rule_of_the_type_or_of_its_base) {
    recover rules;
    EXPECT_FALSE(rules.has_rules());
    rules.on<not_in_stock>([](const not_in_stock& thrown, http::request& request) {
        return http::text(std::string(thrown.what()) + " at " + std::string(request.path()), 410);
    });
    const auto errors = std::make_shared<const recover>(rules);
    EXPECT_TRUE(errors->has_rules());
    EXPECT_EQ(answer_to(errors, not_in_stock("pears")), "410 pears at /");
    EXPECT_EQ(answer_to(errors, sold_out("figs")), "410 figs at /");
    EXPECT_TRUE(answer_to(errors, std::logic_error("other")).starts_with("500 "));
}

TEST(recover, asks_the_newest_rule_first) {
    recover rules;
    rules.on<std::exception>([](auto&, http::request&) { return http::text("any", 500); });
    rules.on<sold_out>([](auto&, http::request&) { return http::text("none", 410); });
    rules.on<http_error>([](auto&, http::request&) { return http::text("own", 400); });
    const auto errors = std::make_shared<const recover>(rules);
    EXPECT_EQ(answer_to(errors, sold_out("figs")), "410 none");
    EXPECT_EQ(answer_to(errors, not_in_stock("pears")), "500 any");
    EXPECT_EQ(answer_to(errors, http_error(404, "")), "400 own");
}

TEST(recover, answers_500_when_a_rule_throws_itself) {
    recover rules;
    rules.on<not_in_stock>([](auto&, http::request&) -> http::response {
        throw std::runtime_error("and the rule too");
    });
    const auto errors = std::make_shared<const recover>(rules);
    EXPECT_TRUE(answer_to(errors, not_in_stock("pears")).starts_with("500 "));
}

}  // namespace

}  // namespace microfast::middleware
