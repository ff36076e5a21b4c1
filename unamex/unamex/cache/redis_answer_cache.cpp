#include <unamex/cache/redis_answer_cache.hpp>
#include <unamex/domain/key_version.hpp>

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace unamex::cache {
namespace {

constexpr std::string_view taken = "taken";
constexpr std::string_view claiming = "claiming";
constexpr std::string_view available = "available";

// What was cached under other rules of normalisation is never found.
std::string key_of(std::string_view norm) {
    return fmt::format("unamex:{}:{}", domain::key_version, norm);
}

redis_command set_for(
    std::string_view norm, std::string_view state, std::chrono::milliseconds lifetime
) {
    return {"SET", key_of(norm), std::string{state}, "PX", std::to_string(lifetime.count())};
}

redis_command set_available(std::string_view norm, redis_time end) {
    return {"SET", key_of(norm), std::string{available}, "NX", "PXAT", std::to_string(end.count())};
}

[[noreturn]] void refuse_reply() {
    throw ports::cache_unavailable{"Redis gave an unknown reply"};
}

std::int64_t to_number(std::string_view digits) {
    std::int64_t number = 0;
    const auto* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end) refuse_reply();
    return number;
}

// TIME answers with seconds, and with the microseconds of the current one.
redis_time to_time(const redis_reply& reply) {
    if (reply.list.size() != 2) refuse_reply();
    const std::chrono::seconds seconds{to_number(reply.list[0].text)};
    const std::chrono::microseconds rest{to_number(reply.list[1].text)};
    return std::chrono::duration_cast<redis_time>(seconds + rest);
}

std::optional<ports::cached_state> to_state(std::string_view text) {
    if (text == taken) return ports::cached_state::taken;
    if (text == available) return ports::cached_state::available;
    return std::nullopt;
}

}  // namespace

redis_answer_cache::redis_answer_cache(
    microfast::net::event_loop& loop,
    redis_address address,
    const redis_options& options,
    const cache_lifetimes& lifetimes
)
    : lifetimes_{lifetimes},
      identity_{options.identity},
      asked_{lifetimes.available},
      redis_{loop, std::move(address), options} {}

microfast::task<std::vector<std::optional<ports::cached_state>>> redis_answer_cache::find(
    std::vector<std::string> norms
) {
    std::vector<std::optional<ports::cached_state>> states(norms.size());
    if (norms.empty()) co_return states;
    redis_command wanted{"MGET"};
    for (const auto& norm : norms)
        wanted.push_back(key_of(norm));
    // The time first: what the store says later is then younger than that time, never older.
    std::vector<redis_command> commands;
    commands.push_back({"TIME"});
    commands.push_back(std::move(wanted));
    const auto connection = redis_.generation();  // when replies are here, it may have ended
    const auto answer = co_await redis_.run(std::move(commands));
    const auto& replies = answer.replies;
    const auto asked_at = to_time(replies[0]);
    const auto noted_at = ports::machine_clock{}.now();
    const auto& found = replies[1].list;
    if (found.size() != norms.size()) refuse_reply();
    for (std::size_t i = 0; i < norms.size(); ++i) {
        states[i] = to_state(found[i].text);
        if (states[i] == ports::cached_state::available && !is_agreed()) states[i].reset();
        const auto is_unknown = found[i].is == redis_reply::kind::nothing;
        if (is_unknown) asked_.note(connection, norms[i], asked_at, noted_at);
    }
    co_return states;
}

std::optional<ports::cached_state> redis_answer_cache::find_at_once(std::string_view /*norm*/) {
    return std::nullopt;  // nothing is known here: Redis has to be asked
}

microfast::task<> redis_answer_cache::remember_taken(std::vector<std::string> norms) {
    std::vector<redis_command> commands;
    for (const auto& norm : norms)
        commands.push_back(set_for(norm, taken, lifetimes_.taken));
    if (!commands.empty()) co_await redis_.run(std::move(commands));
}

microfast::task<> redis_answer_cache::remember_available(
    std::vector<std::string> norms, ports::monotonic_time asked_at
) {
    std::vector<redis_command> commands;
    for (const auto& norm : norms) {
        const auto end = asked_.take_end(redis_.generation(), norm, asked_at);
        if (end) commands.push_back(set_available(norm, *end));
    }
    if (!commands.empty()) co_await redis_.run(std::move(commands));
}

microfast::task<std::string> redis_answer_cache::announce_claim(std::string norm) {
    std::vector<redis_command> commands;
    commands.push_back(set_for(norm, claiming, lifetimes_.claiming));
    auto told = co_await redis_.run(std::move(commands));
    co_return std::move(told.redis);
}

bool redis_answer_cache::is_agreed() const {
    return identity_ == nullptr || identity_->is_agreed();
}

microfast::task<bool> redis_answer_cache::is_there() {
    std::vector<redis_command> commands;
    commands.push_back({"PING"});
    try {
        co_await redis_.run(std::move(commands));
        co_return true;
    } catch (const ports::cache_unavailable&) {
        co_return false;
    }
}

}  // namespace unamex::cache
