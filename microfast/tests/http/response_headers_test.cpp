#include <microfast/core/error.hpp>
#include <microfast/http/response_headers.hpp>

#include <gtest/gtest.h>

namespace microfast::http {

namespace {

using std::string_literals::operator""s;

TEST(response_headers, keep_their_order_and_duplicates) {
    response_headers headers;
    headers.append("Set-Cookie", "a=b");
    headers.append("X-Empty", "");
    headers.append("Set-Cookie", "c=d");
    EXPECT_EQ(headers.text(), "Set-Cookie: a=b\r\nX-Empty: \r\nSet-Cookie: c=d\r\n");
    EXPECT_EQ(headers.find("set-cookie"), "a=b");
    EXPECT_EQ(headers.find("X-EMPTY"), "");
    EXPECT_EQ(headers.find("Cookie"), std::nullopt);
}

TEST(response_headers, set_leaves_one_of_a_name) {
    response_headers headers;
    headers.append("A", "1");
    headers.append("B", "2");
    headers.append("a", "3");
    headers.set("A", "4");
    EXPECT_EQ(headers.text(), "B: 2\r\nA: 4\r\n");
    headers.remove("b");
    EXPECT_EQ(headers.text(), "A: 4\r\n");
}

TEST(response_headers, never_let_a_line_be_forged) {
    response_headers headers;
    EXPECT_THROW(headers.append("X", "a\r\nY: b"), error);
    EXPECT_THROW(headers.append("X", "a\nb"), error);
    EXPECT_THROW(headers.append("X", "a\0b"s), error);
    EXPECT_THROW(headers.append("X: a\r\nY", "b"), error);
    EXPECT_THROW(headers.append("", "b"), error);
    EXPECT_THROW(headers.set("X Y", "b"), error);
    EXPECT_EQ(headers.text(), "");
}

TEST(response_headers, leave_to_the_server_what_is_the_servers) {
    response_headers headers;
    for (const auto* name : {"content-length", "Transfer-Encoding", "Connection", "Date"}) {
        EXPECT_THROW(headers.append(name, "1"), error) << name;
        EXPECT_THROW(headers.set(name, "1"), error) << name;
    }
}

}  // namespace

}  // namespace microfast::http
