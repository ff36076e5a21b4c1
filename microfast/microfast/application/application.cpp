#include <microfast/application/application.hpp>
#include <microfast/core/error.hpp>
#include <microfast/routing/router.hpp>
#include <microfast/server/http_server.hpp>

#include <spdlog/spdlog.h>

namespace microfast {

namespace {

using worker_hooks = std::vector<server::worker_hook>;

task<void> run_in_order(const worker_hooks& hooks, net::event_loop& loop) {
    for (const auto& hook : hooks) {
        auto running = hook(loop);
        co_await std::move(running);
    }
}

/// One hook for all. It owns them, and lives in the options of the server as long as its tasks do.
server::worker_hook joined(worker_hooks hooks) {
    return [hooks = std::move(hooks)](net::event_loop& loop) { return run_in_order(hooks, loop); };
}

}  // namespace

application::application() : router_(std::make_shared<routing::router>()) {}
application::~application() = default;

void application::add(
    http::method method,
    std::string_view pattern,
    http::handler handler,
    routing::route_options options
) {
    require_idle();
    router_->add(method, pattern, std::move(handler), options);
}

application& application::on_start(server::worker_hook hook) {
    require_idle();
    start_hooks_.push_back(std::move(hook));
    return *this;
}

application& application::on_stop(server::worker_hook hook) {
    require_idle();
    stop_hooks_.insert(stop_hooks_.begin(), std::move(hook));
    return *this;
}

void application::start(server::server_options options) {
    require_idle();
    auto start_hooks = start_hooks_;
    auto stop_hooks = stop_hooks_;
    if (options.on_start) start_hooks.insert(start_hooks.begin(), std::move(options.on_start));
    if (options.on_stop) stop_hooks.push_back(std::move(options.on_stop));
    options.on_start = joined(std::move(start_hooks));
    options.on_stop = joined(std::move(stop_hooks));
    server_ = std::make_unique<server::http_server>(router_, std::move(options));
    try {
        server_->start();
    } catch (...) {
        server_.reset();
        throw;
    }
    spdlog::info("listening on {}", net::to_string(server_->address()));
}

void application::run(server::server_options options) {
    options.signals = server::signal_handling::stop_on_terminate;
    start(std::move(options));
    server_->wait();
    server_.reset();
}

void application::stop() {
    if (!server_) return;
    server_->stop();
    server_.reset();
}

void application::request_stop() {
    if (server_) server_->request_stop();
}

std::uint16_t application::port() const {
    if (!server_) throw error("the application serves nothing, so it has no port");
    return server_->port();
}

void application::require_idle() const {
    if (server_) throw error("the application is serving and cannot be changed");
}

}  // namespace microfast
