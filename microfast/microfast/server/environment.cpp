#include <microfast/server/environment.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace microfast::server {

namespace {

constexpr std::size_t smallest_receive_buffer = 64 * 1024;

}  // namespace

environment::environment(
    std::shared_ptr<const routing::router> routes,
    const server_options& settings,
    net::event_loop& on
)
    : router{std::move(routes)},
      options{settings},
      loop{on},
      receive_buffer(std::max(smallest_receive_buffer, 4 * settings.limits.head.value)),
      work{on, settings.connections},
      unsent{settings.connections.unsent_in_all},
      exchanges{settings.connections.kept_memory} {}

void environment::refresh_date(net::event_loop::time_point now) {
    if (now < date_valid_until_) return;
    const auto wall = std::chrono::system_clock::now();
    const auto second = std::chrono::floor<std::chrono::seconds>(wall);
    writer.set_time(second);
    date_valid_until_ = now + (second + std::chrono::seconds{1} - wall);
}

net::event_loop::time_point environment::body_deadline(
    net::event_loop::time_point since, std::size_t received
) const noexcept {
    const auto rate = std::max<std::size_t>(options.limits.minimum_body_rate.value, 1);
    const std::chrono::milliseconds earned{received * 1000 / rate};
    return since + options.limits.body_grace + earned;
}

exchange& environment::take_request(std::string_view head, const routing::route_match& match) {
    exchange& taken = exchanges.take();
    taken.adopt(head, request, body);
    taken.route = match.route;
    return taken;
}

}  // namespace microfast::server
