#include <microfast/net/event_loop.hpp>
#include <unamex/cache/identify.hpp>
#include <unamex/cache/redis_connection.hpp>
#include <unamex/ports/answer_cache.hpp>

#include <exception>
#include <thread>
#include <utility>
#include <vector>

namespace unamex::cache {
namespace {

using microfast::net::event_loop;

/// What came of the question: a loop and a thread let no exception out.
struct asked {
    std::string why_not;
    std::exception_ptr failure;
};

microfast::task<> ask(redis_connection& redis, event_loop& loop, asked& result) {
    try {
        std::vector<redis_command> commands;
        commands.push_back({"PING"});
        co_await redis.run(std::move(commands));
    } catch (const ports::cache_unavailable& away) {
        result.why_not = away.what();
    } catch (...) {
        result.failure = std::current_exception();
    }
    loop.stop();
}

void ask_on_own_loop(
    const redis_address& address,
    const std::shared_ptr<ports::cache_identity>& identity,
    asked& result
) try {
    event_loop loop;
    redis_options options;
    options.identity = identity;
    redis_connection redis{loop, address, options};
    loop.spawn(ask(redis, loop, result));
    loop.run();
} catch (...) {
    result.failure = std::current_exception();
}

}  // namespace

std::string identify_blocking(
    const redis_address& address, const std::shared_ptr<ports::cache_identity>& identity
) {
    asked result;
    // A thread of its own: this one may have an event loop that runs.
    std::jthread{[&] { ask_on_own_loop(address, identity, result); }}.join();
    if (result.failure) std::rethrow_exception(result.failure);
    return std::move(result.why_not);
}

}  // namespace unamex::cache
