#include <microfast/http/status.hpp>

#include <gtest/gtest.h>

namespace microfast::http {

namespace {

TEST(status, has_a_line_for_every_code) {
    EXPECT_EQ(status_line(200), "HTTP/1.1 200 OK\r\n");
    EXPECT_EQ(status_line(100), "HTTP/1.1 100 Continue\r\n");
    EXPECT_EQ(status_line(299), "HTTP/1.1 299 Unknown\r\n");
    EXPECT_EQ(status_line(99), status_line(500));
    EXPECT_EQ(status_line(600), status_line(500));
    EXPECT_EQ(status_line(-1), status_line(500));
}

}  // namespace

}  // namespace microfast::http
