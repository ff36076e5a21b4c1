#include <microfast/proxy/upstream_group.hpp>

#include <spdlog/spdlog.h>

namespace microfast::proxy {

namespace {

/// A connection for each check: it shows whether new ones can be opened.
client::client_options for_checks(const active_health& active) {
    client::client_options options;
    options.pool = {.connections = 1, .waiting = 0, .idle = 0, .connect = active.timeout};
    options.send = options.head = options.silence = active.timeout;
    return options;
}

}  // namespace

upstream_group::server::server(const upstream& described, const proxy_options& options)
    : client{client::parse_origin(described.url), options.client},
      checker{client::parse_origin(described.url), for_checks(options.active)},
      health{std::make_shared<upstream_health>(options.passive, options.active)},
      weight{described.weight} {}

upstream_group::upstream_group(
    std::shared_ptr<const proxy_options> options, std::shared_ptr<proxy_metrics> metrics
)
    : loop_{net::event_loop::current()},
      options_{std::move(options)},
      metrics_{std::move(metrics)},
      candidates_(options_->upstreams.size()),
      was_up_(options_->upstreams.size(), true),
      retries_{options_->retries} {
    std::vector<std::string> names;
    std::vector<unsigned> weights;
    for (const auto& each : options_->upstreams) {
        servers_.push_back(std::make_unique<server>(each, *options_));
        names.push_back(each.url);
        weights.push_back(each.weight);
        metrics_->of(servers_.size() - 1).up += 1;
    }
    balancer_ = make_balancer(options_->policy, names, weights);
}

upstream_group::~upstream_group() {
    for (std::size_t i = 0; i < servers_.size(); ++i) {
        if (was_up_[i]) metrics_->of(i).up -= 1;
    }
}

std::optional<std::size_t> upstream_group::choose(
    std::uint64_t key, const std::vector<bool>& tried
) {
    const auto now = loop_.now();
    std::optional<std::size_t> soonest;
    for (std::size_t i = 0; i < servers_.size(); ++i) {
        const auto& each = *servers_[i];
        const bool may_be_tried = !tried[i] && each.health->is_up();
        candidates_[i] = {
            each.weight,
            each.client.pool().in_use() + each.client.pool().waiting(),
            may_be_tried && !each.health->is_ejected(now)};
        tell_state(i);
        if (!may_be_tried) continue;
        const auto until = each.health->ejected_until();
        if (!soonest || until < servers_[*soonest]->health->ejected_until()) soonest = i;
    }
    const auto chosen = balancer_->choose(candidates_, key);
    return chosen ? chosen : soonest;
}

void upstream_group::tell_state(std::size_t index) {
    const bool is_up = servers_[index]->health->is_available(loop_.now());
    if (is_up == was_up_[index]) return;
    was_up_[index] = is_up;
    metrics_->of(index).up += is_up ? 1 : -1;
}

void upstream_group::close_expired() {
    for (std::size_t i = 0; i < servers_.size(); ++i) {
        servers_[i]->client.pool().close_expired(loop_.now());
        tell_state(i);
    }
}

task<void> upstream_group::check(std::size_t index) {
    auto& asked = *servers_[index];
    client::request question;
    question.target = options_->active.path;
    bool is_fine = false;
    try {
        constexpr int first_error = 400;
        const auto answer = co_await asked.checker.send(question);
        is_fine = answer.status() < first_error;
    } catch (const client::client_error& failed) {
        spdlog::debug("proxy: {}: {}", options_->upstreams[index].url, failed.what());
    }
    const bool was_up = asked.health->is_up();
    asked.health->on_check(is_fine);
    if (was_up != asked.health->is_up())
        spdlog::warn("proxy: {} is {}", options_->upstreams[index].url, was_up ? "down" : "up");
    tell_state(index);
}

}  // namespace microfast::proxy
