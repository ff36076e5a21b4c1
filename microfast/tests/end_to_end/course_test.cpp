#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/conformance_server.hpp"
#include "end_to_end/running_example.hpp"
#include "server/test_client.hpp"

namespace microfast {

namespace {

using server::answer;

/// An example of the course, and one client of it. Each must end well when it is told to.
class lesson {
public:
    explicit lesson(
        const std::string& name, const std::vector<std::string>& options = {"--bind", "127.0.0.1:0"}
    )
        : program_("microfast_" + name, options),
          client_(program_.port) {}
    lesson(const lesson&) = delete;
    lesson& operator=(const lesson&) = delete;
    ~lesson() { EXPECT_EQ(program_.stop(), 0); }

    answer get(std::string_view path, std::string_view lines = {}) {
        return exchange(server::get(path, lines));
    }
    answer post(std::string_view path, std::string_view body, std::string_view lines = {}) {
        return exchange(server::post(path, body, lines));
    }
    answer exchange(std::string_view bytes) {
        client_.send(bytes);
        return client_.read();
    }

    /// The whole answer as it went over the wire; the last of this client.
    std::string read_to_end(std::string_view path) {
        client_.send(server::get(path, "Connection: close\r\n"));
        return client_.read_to_end();
    }

private:
    running_example program_;
    server::test_client client_;
};

TEST(course, parameters) {
    lesson example("02_parameters");
    EXPECT_EQ(example.get("/users/7").body, "user 7");
    EXPECT_EQ(example.get("/users/abc").status, 422);
    EXPECT_EQ(example.get("/convert/20.5").body, R"({"value":20.5,"in":"celsius"})");
    EXPECT_EQ(example.get("/convert/20?to=fahrenheit").body, R"({"value":68,"in":"fahrenheit"})");
    EXPECT_EQ(example.get("/convert/20?to=kelvin").status, 422);
    EXPECT_EQ(example.get("/search?q=a+lamp&tag=x").body, "the first 10 of 'a lamp' #x");
    EXPECT_EQ(example.get("/search?q=a&limit=101").status, 422);
    EXPECT_EQ(example.get("/pages?number=3").body, R"({"number":3,"size":20})");
    EXPECT_EQ(example.get("/agent", "User-Agent: test\r\n").body, "test");
    EXPECT_EQ(example.get("/files/a/b").body, "a/b");
}

TEST(course, bodies) {
    lesson example("03_bodies");
    const auto order = [&](std::string_view body) {
        return example.post("/orders", body, "Content-Type: application/json\r\n");
    };
    const auto placed =
        order(R"({"email":"a@b","lines":[{"product":"lamp","price":12.5,"count":2}]})");
    EXPECT_EQ(placed.status, 201);
    EXPECT_TRUE(placed.has_line("Location: /orders/1"));
    EXPECT_EQ(placed.body, R"({"email":"a@b","total":25})");
    const auto sold_out = order(R"({"email":"a@b","lines":[{"product":"unicorn","price":1}]})");
    EXPECT_EQ(sold_out.status, 409);
    EXPECT_EQ(sold_out.body, R"({"product":"unicorn"})");
    EXPECT_EQ(order(R"({"email":"nobody","lines":[]})").status, 422);
}

TEST(course, dependencies) {
    lesson example("04_dependencies");
    EXPECT_EQ(example.get("/me").status, 401);
    EXPECT_EQ(example.get("/me", "Authorization: Bearer 1\r\n").status, 401);
    EXPECT_EQ(
        example.get("/me", "Authorization: Bearer 42\r\n").body, R"({"name":"ada","is_admin":true})"
    );
    EXPECT_EQ(example.get("/admin/secrets", "Authorization: Bearer 42\r\n").body, "hello, ada");
    EXPECT_EQ(example.get("/admin/secrets", "Authorization: Bearer 43\r\n").status, 403);
}

TEST(course, coroutines) {
    lesson example("05_coroutines");
    EXPECT_EQ(example.get("/wait?ms=1").body, "waited for 1 ms");
    EXPECT_EQ(example.post("/letters", "").status, 202);
    while (example.get("/letters").body != "1") {
    }
    EXPECT_EQ(example.get("/impatient").status, 503);
}

TEST(course, middleware) {
    lesson example("06_middleware");
    const auto hello = example.get("/", "Origin: https://app.example.com\r\n");
    EXPECT_EQ(hello.body, "hello");
    EXPECT_TRUE(hello.has_line("Access-Control-Allow-Origin: https://app.example.com"));
    EXPECT_TRUE(hello.has_line("X-Content-Type-Options: nosniff"));
    EXPECT_NE(hello.head.find("Server-Timing: app;dur="), std::string::npos);
    EXPECT_NE(example.get("/nothing").head.find("X-Request-ID: "), std::string::npos);
    const auto failed = example.get("/lamp");
    EXPECT_EQ(failed.status, 409);
    EXPECT_NE(failed.body.find("no lamps today"), std::string::npos);
}

TEST(course, static_files) {
    const temporary_files files;
    files.write("index.html", "<!doctype html>");
    files.write("app.js", "let a = 1");
    files.write(".secret", "hidden");
    lesson example("07_static_files", {"--bind", "127.0.0.1:0", "--files", files.path});
    EXPECT_TRUE(example.get("/").has_line("Location: /static/"));
    const auto page = example.get("/static/");
    EXPECT_EQ(page.body, "<!doctype html>");
    EXPECT_TRUE(page.has_line("Cache-Control: no-cache"));
    EXPECT_TRUE(example.get("/static/app.js").has_line("Cache-Control: public, max-age=3600"));
    EXPECT_EQ(example.get("/static/app.js", "Range: bytes=4-4\r\n").body, "a");
    EXPECT_EQ(example.get("/static/.secret").status, 404);
}

TEST(course, forms) {
    lesson example("08_forms");
    EXPECT_NE(example.get("/").body.find("<form"), std::string::npos);
    const std::string parts =
        "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nsunset\r\n"
        "--x\r\nContent-Disposition: form-data; name=\"photo\"; "
        "filename=\"../a.jpg\"\r\n\r\n123\r\n"
        "--x--\r\n";
    const auto kept =
        example.post("/photos", parts, "Content-Type: multipart/form-data; boundary=x\r\n");
    EXPECT_EQ(kept.body, R"({"title":"sunset","filename":"../a.jpg","bytes":3})");
    const std::string urlencoded = "Content-Type: application/x-www-form-urlencoded\r\n";
    EXPECT_EQ(
        example.post("/sign-in", "name=ada&password=longenough", urlencoded).body, "hello, ada"
    );
    EXPECT_EQ(example.post("/sign-in", "name=ada&password=short", urlencoded).status, 422);
}

TEST(course, streaming) {
    lesson example("09_streaming");
    const auto lines = example.read_to_end("/lines?count=2");
    EXPECT_NE(lines.find("line 1\n"), std::string::npos);
    EXPECT_NE(lines.find("line 2\n"), std::string::npos);
}

TEST(course, sessions) {
    lesson example("10_sessions");
    EXPECT_EQ(example.get("/me").status, 401);
    const auto form = "Content-Type: application/x-www-form-urlencoded\r\n";
    const auto signed_in = example.post("/sign-in", "name=ada", form);
    EXPECT_EQ(signed_in.status, 204);
    const auto at = signed_in.head.find("Set-Cookie: ") + std::string("Set-Cookie: ").size();
    const auto cookie = signed_in.head.substr(at, signed_in.head.find(';', at) - at);
    const auto sent = "Cookie: " + cookie + "\r\n";
    EXPECT_EQ(example.get("/me", sent).body, "you are ada");
    EXPECT_EQ(example.get("/me", "Cookie: session=guessed\r\n").status, 401);
    EXPECT_EQ(example.post("/sign-out", "", sent).status, 204);
    EXPECT_EQ(example.get("/me", sent).status, 401);
}

TEST(course, rate_limits) {
    lesson example("11_rate_limits");
    for (const char* const left : {"2", "1", "0"}) {
        const auto allowed = example.get("/quotes");
        EXPECT_EQ(allowed.status, 200);
        EXPECT_NE(
            allowed.head.find("RateLimit: \"default\";r=" + std::string(left)), std::string::npos
        ) << allowed.head;
    }
    const auto refused = example.get("/quotes");
    EXPECT_EQ(refused.status, 429);
    EXPECT_NE(refused.head.find("Retry-After: "), std::string::npos);
    EXPECT_EQ(example.get("/reports").status, 200);
    EXPECT_EQ(example.get("/reports").status, 200);  // after its turn has come
}

TEST(course, notes) {
    lesson example("13_notes");
    const auto written = example.post(
        "/notes", R"({"title":"milk","text":"two"})", "Content-Type: application/json\r\n"
    );
    EXPECT_EQ(written.status, 201);
    EXPECT_TRUE(written.has_line("Location: /notes/1"));
    EXPECT_EQ(example.get("/notes/1").body, R"({"id":1,"title":"milk","text":"two"})");
    EXPECT_EQ(example.get("/notes/2").status, 404);
}

TEST(course, router) {
    lesson example("14_router");
    EXPECT_EQ(example.get("/orders/new").body, "a form for a new order");
    EXPECT_EQ(example.get("/orders/17").body, "order 17");
    EXPECT_EQ(example.get("/orders/seventeen").body, "orders of seventeen");
    EXPECT_EQ(example.get("/orders/17/lines/2").body, "line 2 of order 17");
    EXPECT_EQ(example.get("/orders/17/a/b").body, "no route but 17/a/b");
    EXPECT_EQ(example.get("/where-is-status").body, "/v1/status");
}

TEST(course, admission) {
    running_example program("microfast_16_admission");
    server::test_client watching(program.port);
    const auto wait_until = [&](std::string_view state) {
        do {
            watching.send(server::get("/queue"));
        } while (watching.read().body != state);
    };
    server::test_client first(program.port);
    server::test_client second(program.port);
    first.send(server::get("/work?ms=10000"));
    wait_until(R"({"active":1,"waiting":0})");
    second.send(server::get("/work?ms=0"));
    wait_until(R"({"active":1,"waiting":1})");
    server::test_client third(program.port);
    third.send(server::get("/work"));
    EXPECT_EQ(third.read().status, 503);
    first.reset();  // its work ends early, and its place goes to the second
    EXPECT_EQ(second.read().body, "done");
    wait_until(R"({"active":0,"waiting":0})");
    EXPECT_EQ(program.stop(), 0);
}

TEST(course, lru_cache) {
    lesson example("15_lru_cache");
    const auto first = example.get("/factors/91");
    EXPECT_EQ(first.body, R"({"number":91,"factor":7})");
    EXPECT_TRUE(first.has_line("X-Cache: miss"));
    const auto second = example.get("/factors/91");
    EXPECT_EQ(second.body, first.body);
    EXPECT_TRUE(second.has_line("X-Cache: hit"));
    EXPECT_EQ(example.get("/factors/1").status, 422);
}

}  // namespace

}  // namespace microfast
