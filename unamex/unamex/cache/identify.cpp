#include <microfast/net/event_loop.hpp>
#include <unamex/cache/identify.hpp>
#include <unamex/cache/redis_connection.hpp>
#include <unamex/ports/answer_cache.hpp>

#include <thread>
#include <vector>

namespace unamex::cache {
namespace {

microfast::task<> ask(
    redis_connection& redis, microfast::net::event_loop& loop, std::string& why_not
) {
    std::vector<redis_command> commands;
    commands.push_back({"PING"});
    try {
        co_await redis.run(std::move(commands));
    } catch (const ports::cache_unavailable& away) {
        why_not = away.what();
    }
    loop.stop();
}

void ask_on_own_loop(
    const redis_address& address,
    const std::shared_ptr<ports::cache_identity>& identity,
    std::string& why_not
) {
    microfast::net::event_loop loop;
    redis_options options;
    options.identity = identity;
    redis_connection redis{loop, address, options};
    loop.spawn(ask(redis, loop, why_not));
    loop.run();
}

}  // namespace

std::string identify_blocking(
    const redis_address& address, const std::shared_ptr<ports::cache_identity>& identity
) {
    std::string why_not;
    // A thread of its own: this one may have an event loop that runs.
    std::jthread{[&] { ask_on_own_loop(address, identity, why_not); }}.join();
    return why_not;
}

}  // namespace unamex::cache
