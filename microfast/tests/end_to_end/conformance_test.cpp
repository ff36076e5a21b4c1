#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

#include "end_to_end/conformance_server.hpp"

namespace microfast {

namespace {

using nlohmann::json;

TEST_F(conformance_server, answers_text_and_json) {
    EXPECT_EQ(get("/").status, 200);
    EXPECT_EQ(post("/", "anything").status, 200);
    const auto text = get("/plaintext");
    EXPECT_EQ(text.body, "Hello, World!");
    EXPECT_TRUE(text.has_line("Content-Type: text/plain; charset=utf-8"));
    const auto document = get("/json");
    EXPECT_EQ(document.body, R"({"message":"Hello, World!"})");
    EXPECT_TRUE(document.has_line("Content-Type: application/json"));
}

TEST_F(conformance_server, echoes_bodies_of_every_method) {
    for (const std::string method : {"POST", "PUT", "PATCH", "DELETE", "GET", "OPTIONS"}) {
        const auto echoed = exchange(
            method +
            " /echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
            "Transfer-Encoding: chunked\r\n\r\n3\r\na,b\r\n0\r\n\r\n"
        );
        EXPECT_EQ(echoed.status, 200) << method;
        EXPECT_EQ(echoed.body, "a,b") << method;
        EXPECT_TRUE(echoed.has_line("Content-Type: text/csv")) << method;
    }
}

TEST_F(conformance_server, shows_the_fields_of_a_request) {
    const auto shown = json::parse(get("/headers", "X-One: 1\r\nX-Two: a\r\nx-two: b\r\n").body);
    EXPECT_EQ(shown.at("X-One"), "1");
    EXPECT_EQ(shown.at("X-Two"), "a, b");
}

TEST_F(conformance_server, counts_visits_in_a_cookie) {
    const auto first = get("/cookie");
    EXPECT_EQ(first.body, R"({"visits":1})");
    EXPECT_TRUE(first.has_line("Set-Cookie: visits=1; Path=/; SameSite=Lax; HttpOnly"))
        << first.head;
    EXPECT_EQ(get("/cookie", "Cookie: visits=41\r\n").body, R"({"visits":42})");
}

TEST_F(conformance_server, redirects) {
    const auto moved = get("/redirect");
    EXPECT_EQ(moved.status, 307);
    EXPECT_TRUE(moved.has_line("Location: /plaintext"));
}

TEST_F(conformance_server, waits_without_keeping_others_waiting) {
    client.send(server::get("/slow?ms=10000"));
    server::test_client other(program.port);
    other.send(server::get("/slow?ms=1"));
    EXPECT_EQ(other.read().body, "waited 1 ms");
}

TEST_F(conformance_server, binds_parameters_and_queries) {
    EXPECT_EQ(get("/users/7").body, R"({"id":7,"name":"user 7"})");
    EXPECT_EQ(
        get("/search?q=lamp&tag=a&tag=b&sort=price").body,
        R"({"q":"lamp","limit":20,"sort":"price","tag":["a","b"]})"
    );
}

TEST_F(conformance_server, binds_a_body) {
    const std::string item = R"({"name":"lamp","price":12.5,"note":null,"tags":["light","home"]})";
    const auto answered = post_json("/items", item);
    EXPECT_EQ(answered.status, 200);
    EXPECT_EQ(answered.body, item);
}

TEST_F(conformance_server, binds_forms_of_both_kinds) {
    EXPECT_EQ(
        post(
            "/form",
            "name=Ada+L.&age=36&hobby=a&hobby=b",
            "Content-Type: application/x-www-form-urlencoded\r\n"
        )
            .body,
        R"({"name":"Ada L.","age":36,"hobby":["a","b"]})"
    );
    const std::string parts =
        "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
        "Content-Type: text/plain\r\n\r\n12345\r\n--x--\r\n";
    EXPECT_EQ(
        post("/multipart", parts, "Content-Type: multipart/form-data; boundary=x\r\n").body,
        R"({"note":"hello","files":[{"filename":"a.txt","content_type":"text/plain","bytes":5}]})"
    );
}

TEST_F(conformance_server, serves_files_and_parts_of_them) {
    const auto page = get("/static/page.html");
    EXPECT_EQ(page.body, "<!doctype html>");
    EXPECT_TRUE(page.has_line("Content-Type: text/html; charset=utf-8"));
    const auto part = get("/static/data.bin", "Range: bytes=10-19\r\n");
    EXPECT_EQ(part.status, 206);
    EXPECT_TRUE(part.has_line("Content-Range: bytes 10-19/200000"));
    EXPECT_EQ(part.body, std::string(10, 'x'));
}

TEST_F(conformance_server, answers_a_large_document) {
    const auto large = get("/large");
    EXPECT_GE(large.body.size(), 16'000U);
    EXPECT_LE(large.body.size(), 16'384U);
    EXPECT_TRUE(json::parse(large.body).is_array());
}

TEST_F(conformance_server, has_three_hundred_routes) {
    EXPECT_EQ(get("/api/v1/r0/items/1/detail").body, R"({"route":0,"id":1})");
    EXPECT_EQ(get("/api/v1/r288/items/42/detail").body, R"({"route":288,"id":42})");
    EXPECT_EQ(get("/api/v1/r299/items/-7/detail").body, R"({"route":299,"id":-7})");
    EXPECT_EQ(get("/api/v1/r300/items/1/detail").status, 404);
}

TEST_F(conformance_server, documents_itself) {
    const auto document = json::parse(get("/openapi.json").body);
    EXPECT_EQ(document.at("openapi"), "3.1.0");
    EXPECT_EQ(document.at("info").at("title"), "microfast conformance");
    const auto& paths = document.at("paths");
    EXPECT_GE(paths.size(), 312U);
    const auto& name =
        document.at("components").at("schemas").at("item").at("properties").at("name");
    EXPECT_EQ(name.at("minLength"), 1);
    EXPECT_EQ(name.at("maxLength"), 80);
}

}  // namespace

}  // namespace microfast
