#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/postgres/conninfo.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tinyorm::driver::postgres {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(conninfo, carries_what_the_url_says) {
    const auto conninfo = to_conninfo(
        "postgres://me:se'cr\\et@one:5433,two/app%20db?sslmode=require&connect_timeout=9"
    );
    EXPECT_THAT(conninfo, HasSubstr("user='me'"));
    EXPECT_THAT(conninfo, HasSubstr(R"(password='se\'cr\\et')"));
    EXPECT_THAT(conninfo, HasSubstr("host='one,two'"));
    EXPECT_THAT(conninfo, HasSubstr("dbname='app db'"));
    EXPECT_THAT(conninfo, HasSubstr("sslmode='require'"));
    EXPECT_THAT(conninfo, HasSubstr("connect_timeout='9'"));
}

TEST(conninfo, sets_what_tinyorm_relies_on_after_what_the_url_wants) {
    EXPECT_THAT(
        to_conninfo("postgresql:///app?options=-c%20timezone%3DCET"),
        HasSubstr("options='-c timezone=CET -c timezone=UTC")
    );
    EXPECT_THAT(
        to_conninfo("postgres:///app?client_encoding=LATIN1"), HasSubstr("client_encoding='UTF8'")
    );
    EXPECT_THAT(to_conninfo("postgres:///app"), HasSubstr("connect_timeout='5'"));
}

struct refused_url {
    std::string_view url;
    const char* reason;
};

class refused_conninfos : public testing::TestWithParam<refused_url> {};

TEST_P(refused_conninfos, say_what_is_wrong_but_not_the_password) {
    try {
        (void)to_conninfo(GetParam().url);
        FAIL() << "accepted " << GetParam().url;
    } catch (const error& refused) {
        EXPECT_EQ(refused.kind(), error_kind::invalid_configuration);
        EXPECT_THAT(
            refused.what(), testing::AllOf(HasSubstr(GetParam().reason), Not(HasSubstr("secret")))
        );
    }
}

INSTANTIATE_TEST_SUITE_P(
    urls,
    refused_conninfos,
    testing::Values(
        refused_url{"postgres://me:secret@host/app?colour=red", "colour"},
        refused_url{"postgres://me:secret@host/a%zz", "%zz"},
        refused_url{"postgres://me:secret@[::1/app", "]"},
        refused_url{"postgres://me:secret@host/app?port", "port"},
        refused_url{std::string_view{"postgres://host/a\0b", 19}, "NUL"}
    )
);

}  // namespace
}  // namespace tinyorm::driver::postgres
