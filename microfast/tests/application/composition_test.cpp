#include <microfast/microfast.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <future>
#include <stdexcept>
#include <string>
#include <vector>

#include "binding/handling.hpp"
#include "server/test_client.hpp"

namespace microfast {

namespace {

/// What an application answers, without a server.
http::response fetch(const application& app, std::string_view line, std::string_view fields = {}) {
    binding::sample from{line, fields};
    const auto table = app.compile();
    return binding::answer_of(table->find(from.request()).route->handler, from.request());
}

struct stock {
    int items = 3;
};

std::string customer(query<"as"> name) {
    return *name;
}
task<int> counted(stock& from) {
    co_return from.items;
}
binding::resource<int> borrowed(stock& from) {
    --from.items;
    co_yield 1;
    ++from.items;
}

TEST(composition, includes_routers_behind_their_prefix) {
    router users{"/users/{user}", {.tags = {"users"}, .depends = {dependency<&customer>()}}};
    users.get("/items/{id}", [](int id, depends<&customer> who) {
        return *who + std::to_string(id);
    });
    users.get("", [](const request& asked) { return asked.parameter("user"); });
    router versioned{"/v1"};
    versioned.include(users);
    application app;
    app.include(versioned);
    EXPECT_EQ(fetch(app, "GET /v1/users/ann/items/7?as=bob").body, "bob7");
    EXPECT_EQ(fetch(app, "GET /v1/users/ann?as=bob").body, "ann");
    EXPECT_EQ(fetch(app, "GET /v1/users/ann").status, 422);
    const auto document = json::parse(app.openapi());
    const auto& operation = document.at("paths").at("/v1/users/{user}/items/{id}").at("get");
    EXPECT_EQ(operation.at("tags").at(0), "users");
    EXPECT_EQ(operation.at("parameters").size(), 3U);
}

/// Writes its name into a field of each answer, the innermost first.
struct signature {
    std::string name;
    void after(http::request& /*in*/, http::response& out) const {
        const std::string before{out.headers.find("X-Signed").value_or("")};
        out.headers.set("X-Signed", before + name);
    }
};

TEST(composition, shows_preflights_to_the_middleware_of_the_route_that_they_ask_for) {
    const middleware::cors_options allowed{.origins = {"https://shop.example"}};
    router inner{"/inner"};
    inner.use(middleware::cors(allowed));
    inner.put("/a/{id}", [](int) { return ""; });
    application mounted{{.openapi_path = ""}};
    mounted.use(middleware::cors(allowed));
    mounted.put("/b", [] { return ""; });
    application app;
    app.include(inner);
    app.mount("/mounted", mounted);
    app.put("/c", [] { return ""; }).use(middleware::cors(allowed));
    app.get("/c", [] { return ""; });
    const auto origin_allowed = [&](std::string_view line, std::string asked) {
        const auto fields = "Origin: https://shop.example\r\n" +
                            ("Access-Control-Request-Method: " + asked) + "\r\n";
        const auto answer = fetch(app, line, fields);
        EXPECT_EQ(answer.status, 204);
        return answer.headers.find("Access-Control-Allow-Origin").has_value();
    };
    EXPECT_TRUE(origin_allowed("OPTIONS /inner/a/7", "PUT"));
    EXPECT_TRUE(origin_allowed("OPTIONS /mounted/b", "PUT"));
    EXPECT_TRUE(origin_allowed("OPTIONS /c", "PUT"));
    EXPECT_FALSE(origin_allowed("OPTIONS /c", "GET"));
    EXPECT_FALSE(origin_allowed("OPTIONS /inner/a/7", "BREW"));
    EXPECT_EQ(fetch(app, "OPTIONS /inner/a/7").headers.find("Allow"), "PUT, OPTIONS");
}

TEST(composition, puts_middleware_around_what_it_belongs_to) {
    router inner{"/inner"};
    inner.use(signature{"r"});
    inner.get("/a", [] { return ""; }).use(signature{"1"}, signature{"2"});
    application app;
    app.use(signature{"a"});
    app.include(inner);
    app.get("/b", [] { return ""; });
    EXPECT_EQ(fetch(app, "GET /inner/a").headers.find("X-Signed"), "21ra");
    EXPECT_EQ(fetch(app, "GET /b").headers.find("X-Signed"), "a");
    EXPECT_EQ(fetch(app, "GET /none").headers.find("X-Signed"), "a");
    EXPECT_EQ(fetch(app, "POST /b").headers.find("X-Signed"), "a");
    EXPECT_EQ(fetch(app, "GET /docs").headers.find("X-Signed"), "a");
}

struct duplicate : std::runtime_error {
    using std::runtime_error::runtime_error;
};

TEST(composition, answers_exceptions_by_their_type) {
    application app;
    app.on<std::runtime_error>([](const std::runtime_error& thrown, request&) {
        return text(thrown.what(), 418);
    });
    app.get("/a", []() -> std::string { throw duplicate("twice"); }).raises<duplicate, 409>();
    app.get("/b", []() -> std::string { throw duplicate("twice"); });
    EXPECT_EQ(fetch(app, "GET /a").status, 409);
    EXPECT_EQ(fetch(app, "GET /b").status, 418);
    const auto document = json::parse(app.openapi());
    EXPECT_TRUE(document.at("paths").at("/a").at("get").at("responses").contains("409"));
}

TEST(composition, mounts_applications_with_what_they_have) {
    stock own;
    application inner{{.title = "Inner"}};
    inner.provide(own);
    inner.use(signature{"i"});
    inner.get("/items", [](stock& from) { return from.items; }).name("items");
    application app;
    app.use(signature{"o"});
    app.mount("/inner", inner);
    const auto answer = fetch(app, "GET /inner/items");
    EXPECT_EQ(answer.body, "3");
    EXPECT_EQ(answer.headers.find("X-Signed"), "io");
    const auto document = json::parse(fetch(app, "GET /inner/openapi.json").body);
    EXPECT_EQ(document.at("servers").at(0).at("url"), "/inner");
    EXPECT_FALSE(json::parse(app.openapi()).at("paths").contains("/inner/items"));
}

TEST(composition, serves_hosts_by_their_own_routes) {
    router api;
    api.get("/", [] { return "api"; });
    application app;
    app.get("/", [] { return "all"; });
    app.host("test", api);
    EXPECT_EQ(fetch(app, "GET /").body, "api");
}

TEST(composition, documents_the_routes_of_hosts_there) {
    router api;
    api.get("/items/{id}", [](int id) { return id; });
    router more;
    more.get("/more", [] { return 1; });
    application app;
    app.get("/", [] { return "all"; });
    app.host("test", api);
    app.host("other.example", more);
    app.host("test", more);
    const auto document = json::parse(fetch(app, "GET /openapi.json").body);
    EXPECT_TRUE(document.at("paths").contains("/items/{id}"));
    EXPECT_TRUE(document.at("paths").contains("/more"));
    EXPECT_FALSE(document.at("paths").contains("/"));
    EXPECT_FALSE(json::parse(app.openapi()).at("paths").contains("/more"));
}

struct coded {
    field<std::string, pattern<"[a-z">> code;
};

TEST(composition, refuses_bad_expressions_at_the_start) {
    const auto refusal_of = [](auto handler) {
        application app;
        app.post("/coded", handler);
        try {
            (void)app.compile();
        } catch (const error& refused) {
            return std::string(refused.what());
        }
        return std::string("taken");
    };
    const auto reason = refusal_of([](std::vector<coded> body) { return body.size(); });
    EXPECT_TRUE(reason.starts_with("the route /coded: the regular expression \"[a-z\"")) << reason;
    EXPECT_EQ(
        refusal_of([](query<"q", std::string, pattern<"(">> q) { return *q; }).find("taken"),
        std::string::npos
    );
    EXPECT_EQ(
        refusal_of([](form<"f", std::optional<std::string>, pattern<"+">> f) {
            return f->has_value();
        }).find("taken"),
        std::string::npos
    );
    EXPECT_EQ(refusal_of([](query<"q", std::string, pattern<"[a-z]">> q) { return *q; }), "taken");
}

TEST(composition, makes_urls_of_names) {
    application app;
    app.get("/users/{id}", [](int id) { return id; }).name("user");
    EXPECT_EQ(app.url_for("user", {{"id", "7"}}), "/users/7");
    EXPECT_THROW((void)app.url_for("nobody"), error);
}

TEST(composition, refuses_two_routes_for_one_request) {
    application app;
    app.get("/users/{id}", [](int id) { return id; });
    app.get("/users/{name}", [](std::string_view name) { return name; });
    EXPECT_THROW((void)app.compile(), error);
}

TEST(composition, refuses_a_dependency_whose_parameter_is_nowhere) {
    application app;
    app.get("/", [] { return ""; });
    app.get(runtime_pattern{"/fine"}, [] { return ""; });
    EXPECT_THROW(app.get(runtime_pattern{"/{id}"}, [] { return ""; }), error);
}

TEST(composition, replaces_dependencies) {
    application app;
    app.get("/", [](depends<&customer> who) { return *who; });
    app.override<&customer>([] { return std::string("a fake"); });
    EXPECT_EQ(fetch(app, "GET /").body, "a fake");
}

TEST(composition, leaves_documents_out_or_elsewhere) {
    application app{{.openapi_path = "/api.json", .docs_path = "", .redoc_path = ""}};
    EXPECT_EQ(fetch(app, "GET /api.json").status, 200);
    EXPECT_EQ(fetch(app, "GET /openapi.json").status, 404);
    EXPECT_EQ(fetch(app, "GET /docs").status, 404);
    application silent{{.openapi_path = ""}};
    EXPECT_EQ(fetch(silent, "GET /openapi.json").status, 404);
}

TEST(composition, resolves_dependencies_outside_of_requests) {
    stock own;
    application app;
    app.provide(own);
    const auto use = [](application& from, const stock& store) -> task<void> {
        auto count = co_await from.resolve<&counted>();
        EXPECT_EQ(*count, 3);
        auto one = co_await from.resolve<&borrowed>();
        EXPECT_EQ(store.items, 2);
        co_await one.close();
        EXPECT_EQ(store.items, 3);
    };
    binding::run(use(app, own));
}

server::server_options one_worker() {
    server::server_options options;
    options.bind = "127.0.0.1:0";
    options.workers = 1;
    options.shutdown.idle_grace = std::chrono::milliseconds{10};
    return options;
}

TEST(composition, opens_lifespans_before_it_serves_and_closes_them_after) {
    std::vector<std::string> log;
    stock opened;
    application inner;
    inner.lifespan([&log]() -> lifespan {
        log.emplace_back("open inner");
        co_yield ready;
        log.emplace_back("close inner");
    });
    application app;
    app.lifespan([&log, &opened](application& from) -> lifespan {
        from.provide(opened);
        log.emplace_back("open");
        co_yield ready;
        log.emplace_back("close");
    });
    app.mount("/inner", inner);
    app.get("/items", [](stock& from) { return from.items; });
    app.start(one_worker());
    server::test_client client(app.port());
    client.send(server::get("/items"));
    EXPECT_EQ(client.read().body, "3");
    app.stop();
    EXPECT_EQ(log, (std::vector<std::string>{"open", "open inner", "close inner", "close"}));
}

TEST(composition, does_not_start_without_what_its_routes_need) {
    application app;
    app.get("/items", [](stock& from) { return from.items; });
    EXPECT_THROW(app.start(one_worker()), error);
    stock late;
    app.provide(late);
    struct missing {};
    application hosts;
    router api;
    api.get("/", [](missing&) { return ""; });
    hosts.host("api.test", api);
    EXPECT_THROW(hosts.start(one_worker()), error);
    app.start(one_worker());
    app.stop();
}

TEST(composition, runs_background_tasks_after_the_answer) {
    std::promise<std::string> done;
    application app;
    app.get("/", [&done](background& later) {
        later.add([&done] { done.set_value("after"); });
        return "answer";
    });
    app.start(one_worker());
    server::test_client client(app.port());
    client.send(server::get("/"));
    EXPECT_EQ(client.read().body, "answer");
    EXPECT_EQ(done.get_future().get(), "after");
    app.stop();
}

}  // namespace

}  // namespace microfast
