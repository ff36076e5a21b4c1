#include <microfast/binding/credentials.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "binding/handling.hpp"

namespace microfast::binding {

namespace {

http::response bearer(std::string_view field) {
    sample from{"GET /", field};
    return answer_of(from, [](bearer_token token) { return token.value; });
}

http::response basic(std::string_view field) {
    sample from{"GET /", field};
    return answer_of(from, [](basic_credentials given) {
        return given.name + "/" + given.password;
    });
}

TEST(credentials, reads_a_bearer_token) {
    EXPECT_EQ(bearer("Authorization: Bearer abc.DEF-1_~+/==\r\n").body, "abc.DEF-1_~+/==");
    EXPECT_EQ(bearer("authorization: bEaReR   abc\r\n").body, "abc");
}

TEST(credentials, challenges_a_request_without_a_bearer_token) {
    for (const auto* field :
         {"",
          "Authorization: Bearer\r\n",
          "Authorization: Bearer a b\r\n",
          "Authorization: Bearerabc\r\n",
          "Authorization: Basic YTpi\r\n"}) {
        const auto answer = bearer(field);
        EXPECT_EQ(answer.status, 401) << field;
        EXPECT_EQ(answer.headers.find("WWW-Authenticate"), "Bearer") << field;
    }
}

TEST(credentials, reads_a_name_and_a_password) {
    EXPECT_EQ(basic("Authorization: Basic YW5uOnNlY3JldDp4\r\n").body, "ann/secret:x");
    EXPECT_EQ(basic("Authorization: Basic Og==\r\n").body, "/");
}

TEST(credentials, challenges_a_request_without_a_name_and_a_password) {
    for (const auto* field :
         {"",
          "Authorization: Basic !!!\r\n",
          "Authorization: Basic YW5u\r\n",
          "Authorization: Basic /zr/\r\n",
          "Authorization: Bearer YTpi\r\n"}) {
        const auto answer = basic(field);
        EXPECT_EQ(answer.status, 401) << field;
        EXPECT_TRUE(answer.headers.find("WWW-Authenticate")->starts_with("Basic ")) << field;
    }
}

TEST(credentials, may_be_missing_if_they_are_optional) {
    const auto handler = [](std::optional<bearer_token> token) {
        return token ? token->value : "nobody";
    };
    sample none{"GET /"};
    EXPECT_EQ(answer_of(none, handler).body, "nobody");
    sample some{"GET /", "Authorization: Bearer a\r\n"};
    EXPECT_EQ(answer_of(some, handler).body, "a");
}

}  // namespace

}  // namespace microfast::binding
