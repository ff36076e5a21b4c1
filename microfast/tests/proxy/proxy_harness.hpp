/// @file
/// A proxy on a port of its own, and servers for it.
#pragma once

#include <microfast/application/application.hpp>
#include <microfast/proxy/reverse_proxy.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "client/raw_server.hpp"
#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast::proxy {

/// An application that passes everything on.
class proxy_server {
public:
    explicit proxy_server(proxy_options options, std::string_view pattern = "/{path*}");
    proxy_server(const proxy_server&) = delete;
    proxy_server& operator=(const proxy_server&) = delete;
    ~proxy_server() { stop(); }

    void stop() { app_.stop(); }
    [[nodiscard]] std::uint16_t port() const { return app_.port(); }
    [[nodiscard]] std::string metrics() const { return proxy_.metrics_text(); }
    [[nodiscard]] server::answer ask(std::string_view bytes) const;
    [[nodiscard]] server::answer get(std::string_view path, std::string_view lines = {}) const {
        return ask(server::get(path, lines));
    }

private:
    reverse_proxy proxy_;
    application app_;
};

/// A microfast server that says its name at /name, with the routes of `test_server` besides.
class named_server {
public:
    explicit named_server(std::string name);
    void stop() { server_.stop(); }
    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(server_.port());
    }
    [[nodiscard]] server::test_server& routes() { return server_; }

private:
    server::test_server server_;
};

[[nodiscard]] proxy_options to_servers(const std::vector<std::string>& urls);

/// A port where nobody listens.
[[nodiscard]] std::string closed_url();

/// Until it holds, or 20 seconds have passed: then false.
[[nodiscard]] bool comes_true(const std::function<bool()>& holds);

}  // namespace microfast::proxy
