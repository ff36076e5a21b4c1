#include <microfast/http/response.hpp>

#include <gtest/gtest.h>

namespace microfast::http {

namespace {

TEST(response, is_200_without_a_body_at_first_and_after_clear) {
    response answer = problem(404, "x");
    answer.clear();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(answer.headers.text(), "");
}

TEST(response, has_one_content_type_whatever_was_set_before) {
    response answer;
    answer.headers.append("X", "y");
    answer.set_text("a");
    answer.set_json_text("[]");
    EXPECT_EQ(answer.headers.text(), "X: y\r\nContent-Type: application/json\r\n");
    EXPECT_EQ(answer.body, "[]");
}

TEST(response, made_by_a_factory_has_its_status) {
    EXPECT_EQ(text("a", 201).status, 201);
    EXPECT_EQ(json_text("{}", 202).headers.find("content-type"), "application/json");
    EXPECT_EQ(problem(404, {}).status, 404);
}

TEST(response, as_a_problem_forgets_what_it_was) {
    auto answer = text("half an answer");
    answer.headers.append("X", "y");
    answer.set_problem(500, {});
    EXPECT_EQ(answer.headers.text(), "Content-Type: application/problem+json; charset=utf-8\r\n");
    EXPECT_EQ(
        answer.body, R"({"type":"about:blank","title":"Internal Server Error","status":500})"
    );
}

}  // namespace

}  // namespace microfast::http
