#include <unamex/cache/redis_greeting.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string_view>
#include <utility>

namespace unamex::cache {
namespace {

constexpr std::string_view policy = "maxmemory-policy";

bool is_error(const redis_reply& reply) {
    return reply.is == redis_reply::kind::error;
}

}  // namespace

std::vector<redis_command> greeting_for(const redis_address& address, const std::string& new_name) {
    std::vector<redis_command> commands;
    if (!address.password.empty() && address.user.empty())
        commands.push_back({"AUTH", address.password});
    if (!address.password.empty() && !address.user.empty())
        commands.push_back({"AUTH", address.user, address.password});
    if (address.database != 0) commands.push_back({"SELECT", std::to_string(address.database)});
    commands.push_back({"SET", identity_key, new_name, "NX"});
    for (auto& question : identity_question())
        commands.push_back(std::move(question));
    return commands;
}

std::vector<redis_command> identity_question() {
    return {{"GET", identity_key}, {"CONFIG", "GET", std::string{policy}}};
}

greeting_answer read_greeting(std::span<const redis_reply> replies) {
    if (replies.size() < 2) return {.refusal = "Redis gave too few replies"};
    const auto& name = replies[replies.size() - 2];
    const auto& evicts = replies.back();
    const auto required = replies.first(replies.size() - 1);
    const auto failed = std::ranges::find_if(required, is_error);
    if (failed != required.end()) return {.refusal = "Redis refused: " + failed->text};
    if (name.is != redis_reply::kind::text || name.text.empty()) {
        return {.refusal = fmt::format("Redis has lost the key {}, and its answers", identity_key)};
    }
    if (is_error(evicts)) return {.id = name.text, .unknown_policy = evicts.text};
    if (evicts.list.size() != 2) return {.id = name.text, .unknown_policy = "the reply is empty"};
    if (evicts.list[1].text != "noeviction") {
        return {
            .refusal = fmt::format("it evicts answers: its {} is {}", policy, evicts.list[1].text)};
    }
    return {.id = name.text};
}

std::string make_identity() {
    std::random_device entropy;
    return fmt::format("{:08x}{:08x}{:08x}{:08x}", entropy(), entropy(), entropy(), entropy());
}

}  // namespace unamex::cache
