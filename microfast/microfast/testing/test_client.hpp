/// @file
/// Drives an application without sockets, for tests.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/limits.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/routing/router.hpp>
#include <microfast/testing/test_response.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace microfast::testing {

struct test_client_options {
    http::http_limits limits{};                  ///< as the server's
    std::string host = "testserver";             ///< of the field Host
    std::string client_address = "127.0.0.1";    ///< what the application sees
    std::chrono::milliseconds patience{20'000};  ///< for one answer, then `error` is thrown
};

using field = std::pair<std::string_view, std::string_view>;

/// Asks an application what a client would ask, and gets the bytes that a client would get.
///
///     testing::test_client client(app.compile());
///     EXPECT_EQ(client.get("/users/7").status(), 200);
///
/// A request is written as text and read by the server's own parser, held to the same limits, and
/// goes through the same table, middleware and handlers; coroutines run on an event loop of the
/// client, background tasks after the answer. What only a connection has is missing: pipelining,
/// deadlines, framing by chunks. A body that is made piece by piece comes as a whole. A route that
/// streams bodies reads the one that is sent in pieces of 4 KiB.
///
/// Cookies that answers set are sent along from then on, whatever their path.
///
/// Thread safety: none; everything runs on the thread that asks. Errors: `error` if nothing answers
/// in time.
class test_client {
public:
    explicit test_client(
        std::shared_ptr<const routing::router> routes, test_client_options options = {}
    );
    test_client(const test_client&) = delete;
    test_client& operator=(const test_client&) = delete;
    ~test_client();

    [[nodiscard]] test_response get(std::string_view target, std::vector<field> fields = {}) {
        return send("GET", target, std::move(fields));
    }
    [[nodiscard]] test_response post(
        std::string_view target, std::string_view body, std::vector<field> fields = {}
    ) {
        return send("POST", target, std::move(fields), body);
    }
    /// Posts a document as `application/json`.
    [[nodiscard]] test_response post_json(std::string_view target, std::string_view document) {
        return send("POST", target, {{"Content-Type", "application/json"}}, document);
    }

    /// Any method. A body that is not empty is announced by Content-Length.
    [[nodiscard]] test_response send(
        std::string_view method,
        std::string_view target,
        std::vector<field> fields = {},
        std::string_view body = {}
    );

    /// The cookies that are sent, by name.
    [[nodiscard]] std::map<std::string, std::string>& cookies() noexcept { return cookies_; }

    /// Runs a task on the client's event loop to its end, and throws what it throws.
    void run(task<void> work);

private:
    [[nodiscard]] std::string request_text(
        std::string_view method,
        std::string_view target,
        const std::vector<field>& fields,
        std::string_view body
    ) const;
    void answer(std::string_view bytes, http::request& request, http::response& response);
    void keep_cookies(const http::response& response);

    std::shared_ptr<const routing::router> routes_;
    test_client_options options_;
    std::map<std::string, std::string> cookies_;
    std::unique_ptr<net::event_loop> loop_ = std::make_unique<net::event_loop>();
};

}  // namespace microfast::testing
