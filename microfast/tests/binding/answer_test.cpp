#include <microfast/binding/answer.hpp>

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "binding/handling.hpp"

namespace microfast::binding {

namespace {

struct item {
    std::string name;
    int count = 1;
};
struct taken {
    static constexpr int status = 409;
    std::string by;
};
struct gone {
    static constexpr int status = 410;
};

TEST(answer, is_the_json_of_a_value) {
    const auto answer = answer_of([] { return item{"a", 2}; });
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"name":"a","count":2})");
    EXPECT_EQ(answer.headers.find("Content-Type"), "application/json");
    EXPECT_EQ(answer_of([] { return 7; }).body, "7");
    EXPECT_EQ(answer_of([] { return true; }).body, "true");
    EXPECT_EQ(answer_of([] { return std::vector<int>{1, 2}; }).body, "[1,2]");
    EXPECT_EQ(answer_of([] { return std::map<std::string, int>{{"a", 1}}; }).body, R"({"a":1})");
}

TEST(answer, has_the_status_of_its_type) {
    const auto made = answer_of([] { return created{item{"a"}, "/items/1"}; });
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.headers.find("Location"), "/items/1");
    EXPECT_EQ(made.body, R"({"name":"a","count":1})");
    EXPECT_EQ(answer_of([] { return status<202, item>{{"a"}}; }).status, 202);
    EXPECT_EQ(answer_of([] { return status<203, std::string>{"text"}; }).body, "text");
    const auto nothing = answer_of([] { return no_content{}; });
    EXPECT_EQ(nothing.status, 204);
    EXPECT_TRUE(nothing.body.empty());
}

TEST(answer, sends_a_client_elsewhere) {
    const auto answer = answer_of([] { return redirect{"/new", 303}; });
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.headers.find("Location"), "/new");
}

TEST(answer, is_404_for_nothing) {
    EXPECT_EQ(answer_of([] { return std::optional(item{"a"}); }).status, 200);
    const auto answer = answer_of([] { return std::optional<item>{}; });
    EXPECT_EQ(answer.status, 404);
    EXPECT_NE(answer.body.find("Not Found"), std::string::npos);
}

TEST(answer, is_one_of_several) {
    using either = std::variant<item, std::vector<int>>;
    EXPECT_EQ(answer_of([]() -> either { return item{"a"}; }).body, R"({"name":"a","count":1})");
    EXPECT_EQ(answer_of([]() -> either { return std::vector{1}; }).body, "[1]");
    using mixed = std::variant<item, no_content>;
    EXPECT_EQ(answer_of([]() -> mixed { return no_content{}; }).status, 204);
    EXPECT_EQ(answer_of([]() -> mixed { return item{"a"}; }).status, 200);
}

TEST(answer, is_the_value_or_the_error_of_a_result) {
    using claimed = result<item, taken, gone>;
    EXPECT_EQ(answer_of([]() -> claimed { return item{"a"}; }).status, 200);
    const auto conflict = answer_of([]() -> claimed { return taken{"ann"}; });
    EXPECT_EQ(conflict.status, 409);
    EXPECT_EQ(conflict.body, R"({"by":"ann"})");
    const auto problem = answer_of([]() -> claimed { return gone{}; });
    EXPECT_EQ(problem.status, 410);
    EXPECT_NE(problem.headers.find("Content-Type")->find("problem+json"), std::string::npos);
}

TEST(result, is_a_value_or_an_error) {
    result<item, taken, gone> given = item{"a", 3};
    EXPECT_TRUE(given.has_value());
    EXPECT_EQ(given->count, 3);
    EXPECT_EQ((*given).name, "a");
    EXPECT_EQ(given.find_error<taken>(), nullptr);
    given = taken{"ann"};
    EXPECT_FALSE(given);
    EXPECT_EQ(given.find_error<taken>()->by, "ann");
}

}  // namespace

}  // namespace microfast::binding
