#include <microfast/application/application.hpp>
#include <microfast/middleware/access_log.hpp>
#include <microfast/middleware/metrics.hpp>
#include <microfast/middleware/request_id.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <string>
#include <string_view>

#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast {

namespace {

using testing::HasSubstr;

/// What the layers of an application make of requests that its server refuses.
class refused_requests : public testing::Test {
protected:
    refused_requests() {
        app_.use(
            middleware::access_log({.sink = [this](std::string_view line) { log(line); }}),
            middleware::request_id(),
            metrics_.layer()
        );
        metrics_.watch("connections", "Connections served.", [this] {
            return static_cast<double>(app_.load().connections);
        });
        app_.post("/notes", [](http::request& in) { return in.body(); }).body_limit(4_B);
        app_.start(server::test_options());
    }

    server::answer ask(std::string_view bytes) {
        server::test_client client{app_.port()};
        client.send(bytes);
        return client.read();
    }

    void log(std::string_view line) {
        const std::lock_guard lock{mutex_};
        logged_.append(line).append("\n");
    }

    std::string logged() {
        const std::lock_guard lock{mutex_};
        return logged_;
    }

    std::mutex mutex_;
    std::string logged_;
    middleware::metrics metrics_;
    application app_;  // last: its answers are logged
};

TEST_F(refused_requests, are_logged_counted_and_numbered) {
    const auto malformed = ask("GET / HTTP/1.1\r\nno colon\r\n\r\n");
    EXPECT_EQ(malformed.status, 400);
    EXPECT_THAT(malformed.head, HasSubstr("\r\nX-Request-ID: "));
    EXPECT_THAT(logged(), HasSubstr(R"("method":"GET","target":"","route":"","status":400,)"));
    const auto large = ask(server::post("/notes?of=me", "longer"));
    EXPECT_EQ(large.status, 413);
    EXPECT_THAT(
        logged(),
        HasSubstr(R"("method":"POST","target":"/notes?of=me","route":"/notes","status":413,)")
    );
    EXPECT_THAT(logged(), HasSubstr(R"("client":"127.0.0.1")"));
    const auto counted = metrics_.to_text();
    EXPECT_THAT(
        counted,
        HasSubstr(R"(microfast_requests_total{method="POST",route="/notes",status="413"} 1)")
    );
    EXPECT_THAT(
        counted, HasSubstr(R"(microfast_requests_total{method="GET",route="",status="400"} 1)")
    );
    EXPECT_THAT(counted, HasSubstr("\nmicrofast_connections "));
}

}  // namespace

}  // namespace microfast
