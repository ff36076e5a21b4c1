/// Conduct 122 to 126: forms, cookies, and what proxies say.
/// Source: RFC 7578; WHATWG URL Standard, section 5; RFC 6265bis; RFC 7239.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conduct/conduct.hpp"

namespace microfast::conduct {

namespace {

using testing::AnyOf;
using testing::HasSubstr;
using namespace std::string_literals;

reply upload(std::string_view body, std::string_view type = "multipart/form-data; boundary=B") {
    const auto lines = "Content-Type: " + std::string(type) +
                       "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    return ask(post("/upload", lines, body));
}

std::string part(std::string_view parameters, std::string_view content) {
    return "--B\r\nContent-Disposition: form-data; " + std::string(parameters) + "\r\n\r\n" +
           std::string(content) + "\r\n";
}

TEST(conduct, n122_takes_multipart_forms_apart_exactly_or_not_at_all) {
    const auto good = "preamble\r\n" + part("name=a", "1\r\n--\r\n--C") +
                      part("name=f; filename=x.txt; filename*=UTF-8''%C3%BC.txt", "content") +
                      "--B--\r\nepilogue";
    EXPECT_EQ(upload(good).body, "a:=1\r\n--\r\n--C|f:\xC3\xBC.txt=content|");
    std::string many;
    for (int i = 0; i < 10'000; ++i)
        many += part("name=a", "");
    EXPECT_EQ(upload(many + "--B--").status, 413);
    EXPECT_EQ(
        upload(part("name=a; x=\"" + std::string(17'000, 'x') + "\"", "") + "--B--").status, 431
    );
    EXPECT_EQ(upload(good, "multipart/form-data").status, 400);
    EXPECT_EQ(upload(part("name=a", "1")).status, 400);
    EXPECT_EQ(upload(part("name=\"a\rb\"", "1") + "--B--").status, 400);
}

TEST(conduct, n123_decodes_urlencoded_forms) {
    const auto form = [](std::string_view body) { return ask(post_length("/form", body)); };
    EXPECT_EQ(form("a=1+2%2B&a=x&b&=c&d=e=f").body, "a=1 2+|a=x|b=|=c|d=e=f|");
    EXPECT_EQ(form("").body, "");
    EXPECT_EQ(form("a=%zz").status, 400);
    std::string many;
    for (int i = 0; i < 500'000; ++i)
        many += "a&";
    EXPECT_EQ(form(many).status, 413);
}

TEST(conduct, n124_sets_no_cookie_that_clients_would_drop) {
    EXPECT_THAT(*ask(get("/cookie")).field("Set-Cookie"), HasSubstr("__Host-a=1; Path=/"));
    const auto refused = ask(get("/cookie?none"));
    EXPECT_EQ(refused.status, 500);
    EXPECT_EQ(refused.field("Set-Cookie"), std::nullopt);
}

TEST(conduct, n126_believes_only_trusted_proxies_from_right_to_left) {
    const auto lines = "X-Forwarded-For: 1.1.1.1, 192.0.2.60\r\n"s;
    EXPECT_EQ(ask(get("/origin", lines)).body, "127.0.0.1");
    EXPECT_EQ(ask(get("/origin?trusted", lines)).body, "192.0.2.60");
    EXPECT_EQ(
        ask(get("/origin?trusted", lines + "X-Forwarded-For: 127.0.0.9\r\n")).body, "192.0.2.60"
    );
}

}  // namespace

}  // namespace microfast::conduct
