#include <microfast/application/application.hpp>
#include <microfast/middleware/decompress.hpp>
#include <microfast/proxy/reverse_proxy.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <charconv>
#include <cstddef>
#include <string>

#include "proxy/proxy_harness.hpp"

namespace microfast::proxy {

namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using testing::Not;

const auto gzip_of_nothing =
    "\037\213\010\000\000\000\000\000\002\003\003\000\000\000\000\000\000\000\000\000"s;
/// A hundred times "a".
const auto gzip_of_many =
    "\037\213\010\000\000\000\000\000\002\003\113\114\244\075\000\000\144\172\160\257\144\000\000\000"s;

std::size_t to_size(const std::string& digits) {
    std::size_t size = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    return size;
}

/// Sends back the head of a request, and its body out of chunks.
void mirror(raw_connection& client) {
    for (auto head = client.read_head(); !head.empty(); head = client.read_head()) {
        std::string said = head;
        for (;;) {
            std::string size;
            while (!size.ends_with("\r\n")) {
                const auto byte = client.read(1);
                if (byte.empty()) return;
                size += byte;
            }
            const auto count = to_size(size);
            said += client.read(count);
            (void)client.read(2);
            if (count == 0) break;
        }
        client.send(ok(said));
    }
}

class decoding_proxy {
public:
    decoding_proxy() : server_{mirror}, proxy_{to_servers({server_.url()})} {
        app_.use(middleware::decompress());
        proxy_.add_routes(app_, "/{path*}");
        app_.start(server::test_options());
    }
    decoding_proxy(const decoding_proxy&) = delete;
    decoding_proxy& operator=(const decoding_proxy&) = delete;
    ~decoding_proxy() { app_.stop(); }

    [[nodiscard]] server::answer send(std::string_view method, std::string_view body) const {
        server::test_client client(app_.port());
        client.send(
            std::string(method) + " / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n" +
            "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body)
        );
        return client.read();
    }

private:
    raw_server server_;
    reverse_proxy proxy_;
    application app_;
};

TEST(decoded_bodies, go_on_as_what_they_are) {
    const decoding_proxy proxy;
    for (const auto* const method : {"POST", "PUT"}) {
        for (int i = 0; i < 4; ++i) {  // nobody is ejected
            const auto answer = proxy.send(method, gzip_of_many);
            EXPECT_EQ(answer.status, 200);
            EXPECT_THAT(answer.body, HasSubstr("Transfer-Encoding: chunked\r\n"));
            EXPECT_THAT(answer.body, Not(HasSubstr("Content-Encoding")));
            EXPECT_TRUE(answer.body.ends_with("\r\n\r\n" + std::string(100, 'a')));
        }
    }
}

TEST(decoded_bodies, end_where_there_is_nothing) {
    const decoding_proxy proxy;
    const auto answer = proxy.send("POST", gzip_of_nothing);
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.body.ends_with("\r\n\r\n"));
}

}  // namespace

}  // namespace microfast::proxy
