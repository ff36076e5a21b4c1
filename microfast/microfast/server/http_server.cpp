#include <microfast/net/listener.hpp>
#include <microfast/server/http_server.hpp>
#include <microfast/server/worker.hpp>

#include <algorithm>
#include <csignal>
#include <exception>
#include <future>
#include <utility>

namespace microfast::server {

http_server::http_server(std::shared_ptr<const routing::router> router, server_options options)
    : router_{std::move(router)},
      options_{std::move(options)} {}

http_server::~http_server() {
    stop();
}

void http_server::start() {
    make_workers();
    if (options_.signals == signal_handling::stop_on_terminate) stop_on_signals();
    start_threads();
}

void http_server::stop() {
    request_stop();
    wait();
}

void http_server::run() {
    start();
    wait();
}

void http_server::request_stop() {
    for (const auto& each : workers_)
        each->stop();
}

void http_server::hurry_stop() {
    for (const auto& each : workers_)
        each->hurry();
}

server_load http_server::load() const noexcept {
    server_load sum;
    for (const auto& each : workers_)
        sum += each->load();
    return sum;
}

void http_server::make_workers() {
    const unsigned cores = std::max(std::thread::hardware_concurrency(), 1U);
    const unsigned count = options_.workers == 0 ? cores : options_.workers;
    address_ = net::parse_endpoint(options_.bind);
    for (unsigned i = 0; i < count; ++i) {
        const auto use = i == 0 ? net::port_use::exclusive : net::port_use::shared;
        net::descriptor listening = net::open_listener(address_, use);
        address_ = net::local_endpoint(listening);
        workers_.push_back(std::make_unique<worker>(router_, options_, std::move(listening)));
    }
}

void http_server::start_threads() {
    std::vector<std::future<void>> started;
    for (const auto& each : workers_) {
        std::promise<void> accepts;
        started.push_back(accepts.get_future());
        threads_.emplace_back([&served = *each, accepts = std::move(accepts)]() mutable {
            served.run(std::move(accepts));
        });
    }
    std::exception_ptr failure;
    for (auto& each : started) {
        try {
            each.get();
        } catch (...) {
            if (!failure) failure = std::current_exception();
            request_stop();  // others may be in a hook that does not end
        }
    }
    if (!failure) return;
    stop();
    std::rethrow_exception(failure);
}

void http_server::stop_on_signals() {
    signals_.emplace(workers_.front()->loop().context(), SIGINT, SIGTERM);
    signals_->async_wait([this](std::error_code failure, int /*signal*/) {
        if (failure) return;
        request_stop();
        hurry_on_signals();
    });
}

void http_server::hurry_on_signals() {
    signals_->async_wait([this](std::error_code failure, int /*signal*/) {
        if (!failure) hurry_stop();
    });
}

void http_server::wait() noexcept {
    for (auto& thread : threads_)
        thread.join();
    threads_.clear();
    signals_.reset();
}

}  // namespace microfast::server
