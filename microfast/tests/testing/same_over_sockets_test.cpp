#include <microfast/server/http_server.hpp>
#include <microfast/testing/test_client.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "server/test_client.hpp"
#include "server/test_server.hpp"
#include "testing/sample_routes.hpp"

namespace microfast::testing {

namespace {

struct asked {
    const char* method;
    const char* target;
    const char* body;
};
std::ostream& operator<<(std::ostream& out, const asked& tried) {
    return out << tried.method << " " << tried.target;
}

/// The fields of a head in order, without those that tell of a moment or of the framing.
std::string lasting_fields(std::string_view head) {
    std::string kept;
    while (!head.empty()) {
        const auto line = head.substr(0, head.find("\r\n") + 2);
        head.remove_prefix(line.size());
        const bool passes = line.starts_with("Date:") || line.starts_with("Content-Length:") ||
                            line.starts_with("Transfer-Encoding:") ||
                            line.starts_with("Connection:");
        if (!passes) kept += line;
    }
    return kept;
}

class same_over_sockets : public ::testing::TestWithParam<asked> {
protected:
    void SetUp() override { server.start(); }
    void TearDown() override { server.stop(); }

    server::answer over_socket() {
        const auto& [method, target, body] = GetParam();
        const std::string content = body;
        server::test_client client(server.port());
        const auto length =
            content.empty() ? "" : "Content-Length: " + std::to_string(content.size()) + "\r\n";
        client.send(
            std::string(method) + " " + target + " HTTP/1.1\r\nHost: testserver\r\n" + length +
            "\r\n" + content
        );
        const bool is_head = std::string_view(method) == "HEAD";
        return client.read(
            is_head ? server::body_of_answer::absent : server::body_of_answer::expected
        );
    }

    server::http_server server{sample_routes(), server::test_options()};
};

TEST_P(same_over_sockets, as_without_them) {
    const auto& [method, target, body] = GetParam();
    test_client client(sample_routes());
    const auto direct = client.send(method, target, {}, body);
    const auto real = over_socket();
    EXPECT_EQ(direct.status(), real.status);
    EXPECT_EQ(direct.body(), real.body);
    EXPECT_EQ(lasting_fields(direct.head()), lasting_fields(real.head));
}

INSTANTIATE_TEST_SUITE_P(
    handful,
    same_over_sockets,
    ::testing::Values(
        asked{"GET", "/hello", ""},
        asked{"HEAD", "/hello", ""},
        asked{"GET", "/users/a%20b?q=1", ""},
        asked{"POST", "/echo", "some text"},
        asked{"POST", "/count", "some text"},
        asked{"POST", "/count", ""},
        asked{"GET", "/address", ""},
        asked{"GET", "/later", ""},
        asked{"GET", "/pieces", ""},
        asked{"GET", "/cookie", ""},
        asked{"GET", "/throws", ""},
        asked{"GET", "/throws/later", ""},
        asked{"GET", "/no/such/path", ""},
        asked{"PUT", "/hello", ""},
        asked{"OPTIONS", "/echo", ""},
        asked{"OPTIONS", "*", ""},
        asked{"BREW", "/hello", ""},
        asked{"GET", "/%zz", ""}
    )
);

}  // namespace

}  // namespace microfast::testing
