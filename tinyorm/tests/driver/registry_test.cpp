#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/registry.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tinyorm::driver {
namespace {

std::string refusal(std::string_view url) {
    try {
        (void)find_driver(url);
    } catch (const error& refused) {
        EXPECT_EQ(refused.kind(), error_kind::invalid_configuration);
        return refused.what();
    }
    return "found";
}

TEST(registry, finds_a_driver_by_each_of_its_schemes) {
    register_driver({.dialect = dialect_kind::postgres, .schemes = {"here", "there"}});
    EXPECT_EQ(find_driver("here:x").dialect, dialect_kind::postgres);
    EXPECT_EQ(find_driver("there://x").dialect, dialect_kind::postgres);
}

TEST(registry, names_what_is_linked_in) {
    register_driver({.dialect = dialect_kind::sqlite, .schemes = {"known"}});
    EXPECT_THAT(
        refusal("oracle://x"),
        testing::AllOf(testing::HasSubstr("\"oracle\""), testing::HasSubstr("known"))
    );
}

TEST(registry, explains_what_a_url_is) {
    EXPECT_THAT(refusal("app.db"), testing::HasSubstr("starts with its scheme"));
    EXPECT_THAT(refusal(""), testing::HasSubstr("starts with its scheme"));
}

TEST(registry, never_shows_a_password) {
    EXPECT_EQ(
        without_password("postgres://me:secret@host:5432/app"), "postgres://me:***@host:5432/app"
    );
    EXPECT_EQ(without_password("postgres://me:a:b@c@host/app"), "postgres://me:***@host/app");
    EXPECT_EQ(
        without_password("postgres://host/app?user=x&password=secret&port=1"),
        "postgres://host/app?user=x&password=***&port=1"
    );
    EXPECT_EQ(without_password("postgres://me@host:5432/app"), "postgres://me@host:5432/app");
    EXPECT_EQ(without_password("sqlite:a:b@c"), "sqlite:a:b@c");
}

}  // namespace
}  // namespace tinyorm::driver
