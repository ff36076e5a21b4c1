#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "end_to_end/conformance_server.hpp"

namespace microfast {

namespace {

using nlohmann::json;

/// The types and places of what a 422 finds wrong: "missing body.name".
std::vector<std::string> faults_of(const server::answer& answered) {
    EXPECT_EQ(answered.status, 422) << answered.body;
    std::vector<std::string> faults;
    const auto document = json::parse(answered.body);
    for (const auto& fault : document.at("detail")) {
        std::string place;
        for (const auto& step : fault.at("loc"))
            place += "." + (step.is_string() ? step.get<std::string>() : step.dump());
        faults.push_back(fault.at("type").get<std::string>() + " " + place.substr(1));
    }
    return faults;
}
using faults = std::vector<std::string>;

TEST_F(conformance_server, tells_everything_that_is_wrong_with_a_body) {
    EXPECT_EQ(
        faults_of(post_json("/items", R"({"name":"","price":-1,"tags":[7]})")),
        (faults{"string_too_short body.name", "greater_than body.price", "string_type body.tags.0"})
    );
    EXPECT_EQ(
        faults_of(post_json("/items", R"({"tags":[]})")),
        (faults{"missing body.name", "missing body.price"})
    );
    EXPECT_EQ(
        faults_of(post_json("/items", R"({"name":"lamp")")), (faults{"json_invalid body.14"})
    );
}

TEST_F(conformance_server, tells_what_is_wrong_with_parameters) {
    EXPECT_EQ(faults_of(get("/users/abc")), (faults{"int_parsing path.id"}));
    EXPECT_EQ(
        faults_of(get("/search?limit=101&sort=size")),
        (faults{"missing query.q", "less_than_equal query.limit", "enum query.sort"})
    );
    EXPECT_EQ(faults_of(get("/slow?ms=-1")), (faults{"greater_than_equal query.ms"}));
    EXPECT_EQ(
        faults_of(get("/cookie", "Cookie: visits=x\r\n")), (faults{"int_parsing cookie.visits"})
    );
}

TEST_F(conformance_server, tells_what_is_wrong_with_forms) {
    EXPECT_EQ(
        faults_of(post("/form", "age=200", "Content-Type: application/x-www-form-urlencoded\r\n")),
        (faults{"missing body.name", "less_than_equal body.age"})
    );
    EXPECT_EQ(post("/form", "{}", "Content-Type: application/json\r\n").status, 415);
    EXPECT_EQ(
        post("/multipart", "--x\r\nnonsense", "Content-Type: multipart/form-data; boundary=x\r\n")
            .status,
        400
    );
}

TEST_F(conformance_server, knows_paths_methods_and_types) {
    EXPECT_EQ(get("/nothing").status, 404);
    const auto refused = exchange("DELETE /items HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(refused.status, 405);
    EXPECT_TRUE(refused.has_line("Allow: POST, OPTIONS")) << refused.head;
    EXPECT_EQ(post("/items", "name=lamp", "Content-Type: text/csv\r\n").status, 415);
}

TEST_F(conformance_server, keeps_clients_inside_of_the_directory) {
    EXPECT_EQ(get("/static/../../etc/passwd").status, 404);
    EXPECT_EQ(get("/static/nothing.txt").status, 404);
    EXPECT_EQ(get("/static/%2e%2e%2f%2e%2e%2fetc/passwd").status, 400);
}

TEST_F(conformance_server, hides_what_a_handler_throws) {
    const auto failed = get("/boom");
    EXPECT_EQ(failed.status, 500);
    EXPECT_EQ(failed.body.find("secret"), std::string::npos);
    EXPECT_EQ(get("/plaintext").status, 200);  // on the same connection
}

TEST_F(conformance_server, refuses_broken_requests_and_serves_the_next_client) {
    for (const char* const bytes :
         {"GET /\r\n\r\n",
          "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"}) {
        server::test_client rude(program.port);
        rude.send(bytes);
        EXPECT_EQ(rude.read().status, 400) << bytes;
        EXPECT_EQ(rude.read_to_end(), "") << bytes;
    }
    EXPECT_EQ(get("/plaintext").status, 200);
}

TEST_F(conformance_server, ends_when_it_is_told_to) {
    EXPECT_EQ(program.stop(), 0);
}

}  // namespace

}  // namespace microfast
