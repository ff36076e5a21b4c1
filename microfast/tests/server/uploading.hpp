/// @file
/// Tests of bodies that their handlers read while they arrive.
#pragma once

#include <microfast/core/error.hpp>
#include <microfast/http/body_stream.hpp>

#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "server/served_test.hpp"

namespace microfast::server {

inline const routing::route_options streamed{.body_limit = 100_MiB, .streams_body = true};

inline task<void> read_all(http::body_stream& body, std::string& into) {
    for (auto piece = co_await body.read(); !piece.empty(); piece = co_await body.read())
        into += piece;
}

inline task<void> answer_with_body(http::request& request, http::response& response) {
    std::string all;
    co_await read_all(*request.body_stream(), all);
    response.set_text(all);
}

class uploading : public served_test {
protected:
    explicit uploading(server_options options = test_options()) : served_test{std::move(options)} {
        served_.add_coroutine(http::method::post, "/collect", answer_with_body, streamed);
        served_.add_coroutine(http::method::get, "/collect", answer_with_body, streamed);
    }

    /// Adds POST /reports: reads everything and tells the status it was thrown, 0 for none.
    std::future<int> add_reporting() {
        auto told = std::make_shared<std::promise<int>>();
        auto found = told->get_future();
        served_.add_coroutine(
            http::method::post,
            "/reports",
            [this, told](http::request& request, http::response& response) {
                begun_.set_value();
                return report(told, request, response);
            },
            streamed
        );
        return found;
    }

    std::promise<void> begun_;  // the handler of /reports has

private:
    static task<void> report(
        std::shared_ptr<std::promise<int>> told, http::request& request, http::response& response
    ) {
        std::string all;
        int status = 0;
        try {
            co_await read_all(*request.body_stream(), all);
        } catch (const http_error& thrown) {
            status = thrown.status();
        }
        response.set_text(std::to_string(status));
        told->set_value(status);
    }
};

inline std::string upload(std::string_view path, std::size_t size, std::string_view lines = {}) {
    return "POST " + std::string{path} +
           " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(size) + "\r\n" +
           std::string{lines} + "\r\n";
}

inline std::string chunked_upload(std::string_view path) {
    return "POST " + std::string{path} +
           " HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
}

}  // namespace microfast::server
