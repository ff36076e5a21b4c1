#include <microfast/containers/per_thread.hpp>
#include <microfast/core/error.hpp>
#include <microfast/net/sleep.hpp>
#include <microfast/proxy/message_fields.hpp>
#include <microfast/proxy/passage.hpp>
#include <microfast/proxy/reverse_proxy.hpp>
#include <microfast/proxy/upstream_group.hpp>

#include <system_error>
#include <utility>
#include <vector>

namespace microfast::proxy {

namespace {

constexpr int loop_detected = 508;
constexpr unsigned most_weight = 100;
constexpr std::chrono::seconds upkeep_interval{1};

void require_sound(const proxy_options& options) {
    if (options.upstreams.empty()) throw error("a proxy needs at least one upstream");
    for (const auto& each : options.upstreams) {
        (void)client::parse_origin(each.url);
        if (each.weight < 1 || each.weight > most_weight)
            throw error("the weight of " + each.url + " must be from 1 to 100");
    }
    const auto& path = options.active.path;
    if (!path.empty() && path.front() != '/')
        throw error("the path of health checks begins with a slash: \"" + path + "\" does not");
    if (options.retries.attempts < 1) throw error("a proxy makes at least one attempt");
    const auto& prefix = options.strip_prefix;
    if (!prefix.empty() && (prefix.front() != '/' || prefix.back() == '/'))
        throw error("the prefix to strip is written \"/api\": \"" + prefix + "\" is not");
    const bool is_checked = options.active.interval.count() > 0 &&
                            options.active.timeout.count() > 0 && options.active.healthy > 0 &&
                            options.active.unhealthy > 0;
    if (!path.empty() && !is_checked)
        throw error("health checks have an interval, a timeout and thresholds above zero");
    if (options.passive.failures < 1 || options.client.pool.connections < 1)
        throw error("a proxy has at least one connection to a server, and bears one failure");
}

std::vector<std::string> names_of(const proxy_options& options) {
    std::vector<std::string> names;
    for (const auto& each : options.upstreams)
        names.push_back(client::parse_origin(each.url).authority());
    return names;
}

}  // namespace

class reverse_proxy::state : public std::enable_shared_from_this<state> {
public:
    explicit state(proxy_options options)
        : options_{std::make_shared<const proxy_options>(std::move(options))},
          metrics_{std::make_shared<proxy_metrics>(names_of(*options_))} {}

    [[nodiscard]] const proxy_options& options() const noexcept { return *options_; }
    [[nodiscard]] const proxy_metrics& metrics() const noexcept { return *metrics_; }

    /// The group of this event loop. Its upkeep owns it, and ends with the loop: nothing of the
    /// loop is left behind.
    [[nodiscard]] std::shared_ptr<upstream_group> group() {
        auto& known = groups_.local();
        if (auto found = known.lock()) return found;
        const auto made = std::make_shared<upstream_group>(options_, metrics_);
        known = made;
        auto& loop = net::event_loop::current();
        loop.spawn(keep_up(made, weak_from_this()));
        if (options_->active.path.empty()) return made;
        for (std::size_t i = 0; i < made->size(); ++i)
            loop.spawn(keep_checking(made, i, options_->active.interval, weak_from_this()));
        return made;
    }

private:
    static task<void> keep_up(std::shared_ptr<upstream_group> group, std::weak_ptr<state> owner) {
        while (!owner.expired()) {
            group->close_expired();
            co_await net::sleep_for(upkeep_interval);
        }
    }

    static task<void> keep_checking(
        std::shared_ptr<upstream_group> group,
        std::size_t index,
        std::chrono::milliseconds interval,
        std::weak_ptr<state> owner
    ) {
        while (!owner.expired()) {
            co_await group->check(index);
            co_await net::sleep_for(interval);
        }
    }

    std::shared_ptr<const proxy_options> options_;
    std::shared_ptr<proxy_metrics> metrics_;
    containers::per_thread<std::weak_ptr<upstream_group>> groups_;
};

reverse_proxy::reverse_proxy(proxy_options options) {
    require_sound(options);
    state_ = std::make_shared<state>(std::move(options));
}

task<http::response> reverse_proxy::operator()(http::request& asked, http::body_stream& body)
    const {
    if (goes_in_circles(asked.headers()))
        co_return http::problem(loop_detected, "the request has passed too many proxies");
    if (asked.method() == http::method::options && most_forwards(asked.headers()) == 0U) {
        http::response own;
        own.status = http::status::no_content;
        co_return own;
    }
    const auto kept = state_;
    const auto group = kept->group();
    try {
        passage through(kept->options(), *group, asked, body);
        co_return co_await through.run();
    } catch (const std::system_error& failed) {
        // The client has left: nobody reads this, and nothing went wrong.
        if (!client::is_cancellation(failed)) throw;
    }
    co_return http::problem(http::status::service_unavailable, "the client has left");
}

std::string reverse_proxy::metrics_text() const {
    return state_->metrics().to_text();
}

}  // namespace microfast::proxy
