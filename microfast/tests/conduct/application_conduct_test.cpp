/// Conduct 115 and 125: what an application does with bodies that are not what it asked for, and
/// with requests of other origins. Source: RFC 9110, section 15.5.16; the Fetch standard,
/// section 3.2.

#include <microfast/application/application.hpp>
#include <microfast/middleware/cors.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conduct/conduct.hpp"

namespace microfast::conduct {

struct item {
    std::string name;
    int count = 0;
};

namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::Ge;
using testing::HasSubstr;
using testing::Lt;
using namespace std::string_literals;

/// An application that takes items, and lets pages of one origin use it.
class item_application {
public:
    item_application() {
        app_.post("/items", [](item taken) { return taken.name; });
        app_.use(middleware::cors({.origins = {"https://good.example"}, .credentials = true}));
        app_.start(server::test_options());
    }
    item_application(const item_application&) = delete;
    item_application& operator=(const item_application&) = delete;
    ~item_application() { app_.stop(); }

    [[nodiscard]] reply ask(std::string_view bytes) const {
        wire client(app_.port());
        client.send(bytes);
        return client.read();
    }

    [[nodiscard]] reply send_item(std::string_view type, std::string_view body) const {
        const auto lines = "Content-Type: " + std::string(type) +
                           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        return ask(post("/items", lines, body));
    }

private:
    application app_;
};

TEST(conduct, n115_refuses_bodies_that_are_not_what_a_handler_takes) {
    const item_application app;
    EXPECT_EQ(app.send_item("application/json", R"({"name":"a","count":1})").status, 200);
    EXPECT_EQ(app.send_item("text/plain", R"({"name":"a","count":1})").status, 415);
    const auto broken = app.send_item("application/json", R"({"name":"a",)");
    EXPECT_THAT(broken.status, AnyOf(400, 422));
    EXPECT_THAT(broken.body, HasSubstr("12"));  // where it breaks off
    EXPECT_EQ(app.send_item("application/json", R"({"name":7,"count":1})").status, 422);
    const auto deep = app.send_item("application/json", std::string(100'000, '['));
    EXPECT_THAT(deep.status, AllOf(Ge(400), Lt(500)));
    EXPECT_EQ(app.send_item("application/json", R"({"name":"a","count":1})").status, 200);
}

TEST(conduct, n125_lets_in_only_the_origins_it_is_told_of) {
    const item_application app;
    const auto preflight = [&](std::string_view path, std::string_view origin) {
        return app.ask(
            "OPTIONS " + std::string(path) + " HTTP/1.1\r\nHost: test\r\nOrigin: " +
            std::string(origin) + "\r\nAccess-Control-Request-Method: POST\r\n\r\n"
        );
    };
    const auto allowed = [](const reply& reply) {
        return reply.field("Access-Control-Allow-Origin").value_or("(none)");
    };
    for (const auto* const path : {"/items", "/none"}) {
        const auto good = preflight(path, "https://good.example");
        EXPECT_EQ(good.status, 204) << path;
        EXPECT_EQ(allowed(good), "https://good.example") << path;
        EXPECT_EQ(good.field("Access-Control-Allow-Credentials"), "true");
        EXPECT_THAT(good.field("Vary").value_or(""), HasSubstr("Origin"));
        EXPECT_EQ(allowed(preflight(path, "https://evil.example")), "(none)") << path;
    }
    const auto refused = app.ask(get("/none", "Origin: https://good.example\r\n"));
    EXPECT_EQ(refused.status, 404);
    EXPECT_EQ(allowed(refused), "https://good.example");
    EXPECT_EQ(allowed(app.ask(get("/none", "Origin: https://evil.example\r\n"))), "(none)");
    EXPECT_EQ(allowed(app.ask(get("/none"))), "(none)");
}

}  // namespace

}  // namespace microfast::conduct
