#include <microfast/containers/per_thread.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/sessions/redis_link.hpp>
#include <microfast/sessions/redis_store.hpp>

#include <coroutine>
#include <utility>

namespace microfast::sessions {

namespace {

/// Keeps a link for as long as its event loop: unfinished tasks go before what they use.
task<void> keep(std::shared_ptr<redis_link> kept) {
    const std::suspend_always for_ever;
    co_await for_ever;
    (void)kept;
}

std::string command(std::initializer_list<std::string_view> words) {
    std::string bytes;
    append_command(bytes, words);
    return bytes;
}

}  // namespace

struct redis_store::links {
    explicit links(const redis_store_options& wanted) {
        auto made = std::make_shared<redis_link_options>();
        made->address = parse_redis_address(wanted.url);
        made->places = find_places_blocking(made->address);
        made->deadline = wanted.deadline;
        made->pause = wanted.pause;
        made->waiting = wanted.waiting;
        options = std::move(made);
    }

    /// That of the event loop that runs here.
    [[nodiscard]] std::shared_ptr<redis_link> local() const {
        auto& known = of_thread.local();
        if (auto alive = known.lock()) return alive;
        auto& loop = net::event_loop::current();
        auto made = std::make_shared<redis_link>(loop, options);
        known = made;
        loop.spawn(keep(made));
        return made;
    }

    std::shared_ptr<const redis_link_options> options;
    // A thread runs one loop after the other: the link of the one before has ended with it.
    containers::per_thread<std::weak_ptr<redis_link>> of_thread;
};

redis_store::redis_store(redis_store_options options)
    : prefix_{std::move(options.prefix)},
      links_{std::make_unique<links>(options)} {}

redis_store::~redis_store() = default;

task<std::optional<std::string>> redis_store::load(std::string_view id) {
    const auto link = links_->local();
    auto asking = link->ask(command({"GET", key_of(id)}));
    auto reply = co_await std::move(asking);
    if (reply.is != redis_reply::kind::text) co_return std::nullopt;
    co_return std::move(reply.text);
}

task<void> redis_store::save(
    std::string_view id, std::string_view bytes, std::chrono::seconds lifetime
) {
    const auto link = links_->local();
    const auto seconds = std::to_string(lifetime.count());
    auto asking = link->ask(command({"SET", key_of(id), bytes, "EX", seconds}));
    (void)co_await std::move(asking);
}

task<bool> redis_store::replace(
    std::string_view id, std::string_view bytes, std::chrono::seconds lifetime
) {
    const auto link = links_->local();
    const auto seconds = std::to_string(lifetime.count());
    auto asking = link->ask(command({"SET", key_of(id), bytes, "EX", seconds, "XX"}));
    const auto reply = co_await std::move(asking);
    co_return reply.is == redis_reply::kind::text;
}

task<bool> redis_store::prolong(std::string_view id, std::chrono::seconds lifetime) {
    const auto link = links_->local();
    const auto seconds = std::to_string(lifetime.count());
    auto asking = link->ask(command({"EXPIRE", key_of(id), seconds}));
    const auto reply = co_await std::move(asking);
    co_return reply.number == 1;
}

task<bool> redis_store::remove(std::string_view id) {
    const auto link = links_->local();
    auto asking = link->ask(command({"DEL", key_of(id)}));
    const auto reply = co_await std::move(asking);
    co_return reply.number == 1;
}

}  // namespace microfast::sessions
