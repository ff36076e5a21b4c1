#include <microfast/binding/handler_source.hpp>
#include <microfast/core/error.hpp>
#include <microfast/openapi/document.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace microfast::openapi {

namespace {

using namespace binding;
using json = nlohmann::json;

struct item {
    std::string name;
};
struct taken {
    static constexpr int status = 409;
    std::string by;
};
struct gone {
    static constexpr int status = 410;
};

template <class Callable>
operation made_of(
    http::method method, std::string pattern, std::vector<std::string> names, Callable callable
) {
    operation made;
    made.method = method;
    made.pattern = std::move(pattern);
    made.details.free_names = std::move(names);
    make_source(std::move(callable)).describe(made.details);
    return made;
}

json document_of(const std::vector<operation>& operations) {
    return json::parse(write_document({.title = "T", .version = "1"}, operations));
}

TEST(document, says_what_it_is_and_where_it_is_mounted) {
    const document_info info{"Shop", "2.0", "short", "long", "/v1"};
    EXPECT_EQ(
        write_document(info, {}),
        R"({"openapi":"3.1.0","info":{"title":"Shop","summary":"short","description":"long",)"
        R"("version":"2.0"},"servers":[{"url":"/v1"}],"paths":{}})"
    );
}

TEST(document, tells_parameters_by_place) {
    const auto document = document_of({made_of(
        http::method::get,
        "/items/{id}",
        {"id"},
        [](int,
           query<"limit", int, defaults_to<20>, at_most<100>>,
           header<"X-Trace", std::optional<std::string>>,
           cookie<"sid">) { return ""; }
    )});
    const auto& parameters = document.at("paths").at("/items/{id}").at("get").at("parameters");
    EXPECT_EQ(parameters, json::parse(R"([
            {"name":"id","in":"path","required":true,"schema":{"type":"integer","format":"int32"}},
            {"name":"limit","in":"query",
             "schema":{"type":"integer","format":"int32","maximum":100,"default":20}},
            {"name":"X-Trace","in":"header","schema":{"type":"string"}},
            {"name":"sid","in":"cookie","required":true,"schema":{"type":"string"}}])"));
}

TEST(document, tells_bodies_and_answers) {
    const auto document = document_of({made_of(http::method::post, "/items", {}, [](item) {
        return created<item>{};
    })});
    const auto& operation = document.at("paths").at("/items").at("post");
    EXPECT_EQ(operation.at("operationId"), "post_items");
    EXPECT_EQ(operation.at("requestBody"), json::parse(R"({"content":{"application/json":
            {"schema":{"$ref":"#/components/schemas/item"}}},"required":true})"));
    const auto& answers = operation.at("responses");
    EXPECT_EQ(answers.size(), 3U);
    EXPECT_TRUE(answers.contains("201") && answers.contains("415") && answers.contains("422"));
    EXPECT_TRUE(document.at("components").at("schemas").contains("field_error"));
    EXPECT_TRUE(document.at("components").at("schemas").contains("problem"));
}

TEST(document, tells_each_error_of_a_result_and_404_of_nothing) {
    const auto document = document_of(
        {made_of(http::method::get, "/a", {}, []() -> result<item, taken, gone> { return item{}; }),
         made_of(http::method::get, "/b", {}, []() -> std::optional<item> { return item{}; })}
    );
    const auto& errors = document.at("paths").at("/a").at("get").at("responses");
    EXPECT_TRUE(errors.at("409").at("content").contains("application/json"));
    EXPECT_TRUE(errors.at("410").at("content").contains("application/problem+json"));
    EXPECT_TRUE(document.at("paths").at("/b").at("get").at("responses").contains("404"));
}

TEST(document, tells_forms_with_and_without_files) {
    const auto document = document_of(
        {made_of(
             http::method::post, "/a", {}, [](form<"a", int>, form<"b", std::optional<int>>) {}
         ),
         made_of(http::method::post, "/b", {}, [](file<"photo">) {})}
    );
    const auto& plain = document.at("paths").at("/a").at("post").at("requestBody").at("content");
    EXPECT_EQ(plain.size(), 2U);
    const auto& schema = plain.at("application/x-www-form-urlencoded").at("schema");
    EXPECT_EQ(schema.at("required"), json::parse(R"(["a"])"));
    const auto& files = document.at("paths").at("/b").at("post").at("requestBody").at("content");
    EXPECT_EQ(files.size(), 1U);
    EXPECT_TRUE(files.contains("multipart/form-data"));
}

std::string user(bearer_token token, query<"as", std::optional<std::string>> /*as*/) {
    return token.value;
}

TEST(document, tells_what_dependencies_take) {
    const auto document =
        document_of({made_of(http::method::get, "/me", {}, [](depends<&user>) {})});
    const auto& operation = document.at("paths").at("/me").at("get");
    EXPECT_EQ(operation.at("parameters").at(0).at("name"), "as");
    EXPECT_EQ(operation.at("security"), json::parse(R"([{"bearer":[]}])"));
    EXPECT_TRUE(operation.at("responses").contains("401"));
    EXPECT_EQ(
        document.at("components").at("securitySchemes"),
        json::parse(R"({"bearer":{"type":"http","scheme":"bearer"}})")
    );
}

TEST(document, writes_patterns_as_paths) {
    EXPECT_EQ(path_of("/"), "/");
    EXPECT_EQ(path_of("/users/{id:[0-9]{3}}/{rest*}"), "/users/{id}/{rest}");
    EXPECT_EQ(operation_id_of(http::method::get, "/"), "get_root");
    EXPECT_EQ(
        operation_id_of(http::method::delete_, "/v1/users/{id}/keys:all"),
        "delete_v1_users_by_id_keys_all"
    );
}

TEST(document, refuses_one_name_for_two_routes) {
    auto first = made_of(http::method::get, "/a", {}, [] {});
    auto second = made_of(http::method::get, "/b", {}, [] {});
    first.name = second.name = "same";
    EXPECT_THROW((void)document_of({first, second}), error);
}

}  // namespace

}  // namespace microfast::openapi
