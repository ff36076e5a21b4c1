#include <microfast/application/application.hpp>
#include <microfast/application/table_builder.hpp>
#include <microfast/core/error.hpp>
#include <microfast/openapi/document.hpp>
#include <microfast/routing/pattern.hpp>
#include <microfast/server/http_server.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <utility>

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

application::application(application_options options)
    : options_{std::move(options)},
      services_{std::make_shared<binding::services>()} {
    services_->set_uploads(options_.uploads);
    provide(*this);
}
application::~application() = default;

application& application::mount(std::string prefix, application& other) {
    require_changeable();
    if (prefix.empty())
        throw error("an application is mounted behind a prefix, which is not empty");
    (void)routing::join_patterns(prefix, {});
    mounted_.push_back({std::move(prefix), &other});
    return *this;
}

application& application::host(std::string name, const router& routes) {
    require_changeable();
    const auto same = [&name](const hosted& each) { return each.name == name; };
    auto added = std::ranges::find_if(hosted_, same);
    if (added == hosted_.end()) added = hosted_.insert(added, {std::move(name), {}});
    std::ranges::move(routes.routes(), std::back_inserter(added->routes));
    return *this;
}

application& application::paths(routing::router_options options) {
    require_changeable();
    paths_ = options;
    return *this;
}

std::string application::url_for(
    std::string_view name, std::initializer_list<routing::url_argument> arguments
) const {
    const auto table = table_ != nullptr ? table_ : compile();
    return table->url_for(name, {arguments.begin(), arguments.size()});
}

application& application::on_start(server::worker_hook hook) {
    require_changeable();
    start_hooks_.push_back(std::move(hook));
    return *this;
}

application& application::on_stop(server::worker_hook hook) {
    require_changeable();
    stop_hooks_.insert(stop_hooks_.begin(), std::move(hook));
    return *this;
}

std::string application::openapi(
    const std::vector<route_definition>& routes, std::string_view prefix
) const {
    openapi::document_info info;
    info.title = options_.title;
    info.version = options_.version;
    info.summary = options_.summary;
    info.description = options_.description;
    info.prefix = prefix;
    std::vector<openapi::operation> operations;
    for (const auto& each : routes) {
        if (!each.is_documented) continue;
        auto& added = operations.emplace_back();
        added.method = each.method;
        added.pattern = each.pattern;
        added.name = each.name;
        added.summary = each.summary;
        added.description = each.description;
        added.tags = each.tags;
        added.is_deprecated = each.is_deprecated;
        added.details = describe(each);
    }
    return openapi::write_document(info, operations);
}

std::shared_ptr<const routing::router> application::compile() const {
    return table_builder{*this}.build();
}

void application::start(server::server_options options) {
    require_changeable();
    auto table = compile();
    close_deadline_ = options.shutdown.deadline;
    set_serving(true);
    try {
        runner_.open(all_lifespans());
        require_provided();
        table_ = std::move(table);
        serve(std::move(options));
    } catch (...) {
        end_serving(binding::outcome::failed);
        throw;
    }
    spdlog::info("listening on {}", net::to_string(server_->address()));
}

void application::serve(server::server_options options) {
    auto start_hooks = start_hooks_;
    auto stop_hooks = stop_hooks_;
    if (options.on_start) start_hooks.insert(start_hooks.begin(), std::move(options.on_start));
    if (options.on_stop) stop_hooks.push_back(std::move(options.on_stop));
    options.on_start = joined(std::move(start_hooks));
    options.on_stop = joined(std::move(stop_hooks));
    server_ = std::make_unique<server::http_server>(table_, std::move(options));
    server_->start();
}

void application::end_serving(binding::outcome how) {
    server_.reset();
    runner_.close(how, close_deadline_);
    table_.reset();
    set_serving(false);
}

void application::run(server::server_options options) {
    options.signals = server::signal_handling::stop_on_terminate;
    start(std::move(options));
    server_->wait();
    end_serving(binding::outcome::completed);
}

void application::stop() {
    if (!server_) return;
    server_->stop();
    end_serving(binding::outcome::completed);
}

void application::request_stop() {
    if (server_) server_->request_stop();
}

server::server_load application::load() const noexcept {
    return server_ ? server_->load() : server::server_load{};
}

std::uint16_t application::port() const {
    if (!server_) throw error("the application serves nothing, so it has no port");
    return server_->port();
}

void application::add_lifespan(lifespan_function function) {
    require_changeable();
    lifespans_.push_back(std::move(function));
}

std::vector<lifespan_function> application::all_lifespans() const {
    auto all = lifespans_;
    for (const auto& each : mounted_) {
        const auto inner = each.other->all_lifespans();
        all.insert(all.end(), inner.begin(), inner.end());
    }
    return all;
}

void application::require_provided() const {
    const auto check = [this](const route_definition& route) {
        for (const auto& [key, type] : describe(route).requirements) {
            if (services_->find(key) != nullptr) continue;
            throw error(
                "the route " + route.pattern + " takes a " + std::string(type) +
                "&, which nobody provides: call provide() before the start, or in a lifespan"
            );
        }
    };
    for (const auto& each : routes())
        check(each);
    for (const auto& each : hosted_)
        std::ranges::for_each(each.routes, check);
    for (const auto& each : mounted_)
        each.other->require_provided();
}

}  // namespace microfast
