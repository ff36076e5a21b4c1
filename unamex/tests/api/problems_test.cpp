#include <api/problems.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace unamex::api {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

TEST(problems, are_documents_with_a_type_and_a_reason) {
    const auto answer = make_problem(problem_kind::refused, "too short", "too_short");
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.headers.find("Content-Type"), "application/problem+json; charset=utf-8");
    EXPECT_EQ(json::parse(answer.body), json::parse(R"({
        "type": "urn:unamex:problem:refused", "title": "Unprocessable Content", "status": 422,
        "detail": "too short", "reason": "too_short"})"));
}

TEST(problems, have_the_status_of_their_kind) {
    EXPECT_EQ(make_problem(problem_kind::taken, "").status, 409);
    EXPECT_EQ(make_problem(problem_kind::key_reused, "").status, 422);
    EXPECT_EQ(make_problem(problem_kind::bad_payload, "").status, 422);
    EXPECT_EQ(make_problem(problem_kind::bad_prefix, "").status, 422);
    EXPECT_EQ(make_problem(problem_kind::bad_cursor, "").status, 400);
    EXPECT_EQ(make_problem(problem_kind::unavailable, "").status, 503);
}

TEST(problems, leave_out_a_reason_that_is_not_there) {
    EXPECT_FALSE(json::parse(make_problem(problem_kind::taken, "x").body).contains("reason"));
}

TEST(problems, say_in_whole_seconds_when_to_ask_again) {
    EXPECT_EQ(make_unavailable("away", 0ms).headers.find("Retry-After"), "1");
    EXPECT_EQ(make_unavailable("away", 1000ms).headers.find("Retry-After"), "1");
    EXPECT_EQ(make_unavailable("away", 1001ms).headers.find("Retry-After"), "2");
    EXPECT_EQ(make_unavailable("away", 0ms).status, 503);
}

}  // namespace
}  // namespace unamex::api
