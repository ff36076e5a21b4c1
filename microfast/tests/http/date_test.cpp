#include <microfast/http/date.hpp>

#include <gtest/gtest.h>

namespace microfast::http {

namespace {

TEST(date, is_written_as_imf_fixdate) {
    using std::chrono::seconds;
    EXPECT_EQ(to_http_date(std::chrono::sys_seconds{seconds{0}}), "Thu, 01 Jan 1970 00:00:00 GMT");
    EXPECT_EQ(
        to_http_date(std::chrono::sys_seconds{seconds{784'111'777}}),
        "Sun, 06 Nov 1994 08:49:37 GMT"
    );
    EXPECT_EQ(
        to_http_date(std::chrono::sys_seconds{seconds{951'782'399}}),
        "Mon, 28 Feb 2000 23:59:59 GMT"
    );
    EXPECT_EQ(
        to_http_date(std::chrono::sys_seconds{seconds{951'782'400}}),
        "Tue, 29 Feb 2000 00:00:00 GMT"
    );
    EXPECT_EQ(
        to_http_date(std::chrono::sys_seconds{seconds{4'102'444'799}}),
        "Thu, 31 Dec 2099 23:59:59 GMT"
    );
}

}  // namespace

}  // namespace microfast::http
