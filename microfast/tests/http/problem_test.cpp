#include <microfast/http/problem.hpp>

#include <gtest/gtest.h>

namespace microfast::http {

namespace {

TEST(problem, has_the_members_of_rfc_9457) {
    EXPECT_EQ(
        problem_document(404, "there is no user 7"),
        R"({"type":"about:blank","title":"Not Found","status":404,"detail":"there is no user 7"})"
    );
}

TEST(problem, leaves_an_empty_detail_out) {
    EXPECT_EQ(
        problem_document(503, {}),
        R"({"type":"about:blank","title":"Service Unavailable","status":503})"
    );
}

TEST(problem, escapes_what_json_must_not_contain) {
    const auto document = problem_document(400, "a\"b\n\xFF");
    EXPECT_NE(document.find("\"detail\":\"a\\\"b\\n\xEF\xBF\xBD\""), document.npos);
}

}  // namespace

}  // namespace microfast::http
