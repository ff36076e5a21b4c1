#include <unamex/cache/redis_health.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace unamex::cache {

using namespace std::string_view_literals;

std::string_view advice_for(std::string_view reason) {
    constexpr std::array credentials{"NOAUTH"sv, "WRONGPASS"sv, "NOPERM"sv, "AUTH <password>"sv};
    const auto is_in = [reason](std::string_view part) {
        return reason.find(part) != std::string_view::npos;
    };
    if (std::ranges::any_of(credentials, is_in))
        return "correct the user and password in --redis (UNAMEX_REDIS)";
    if (is_in("DB index"))
        return "it has no such database: correct the number in --redis (UNAMEX_REDIS)";
    if (is_in("maxmemory-policy"))
        return "tell it CONFIG SET maxmemory-policy noeviction, and set that in its configuration";
    if (is_in("READONLY"))
        return "it is a replica: give the address of the primary in --redis (UNAMEX_REDIS)";
    return "start it, or correct --redis (UNAMEX_REDIS)";
}

redis_health::redis_health(const redis_address& address, notify tell)
    : identity_{identity_of(address)},
      tell_{std::move(tell)} {}

void redis_health::failed(std::string_view reason, time_point since) {
    {
        const std::scoped_lock lock{guard_};
        const bool is_over = state_ == state::there && since < greeted_at_;
        if (state_ == state::away || is_over) return;
        state_ = state::away;
    }
    tell_(
        notice::bad,
        fmt::format(
            "Redis at {} cannot be used ({}): {}; until then checks ask the shards, and claims are "
            "answered 503",
            identity_,
            reason,
            advice_for(reason)
        )
    );
}

void redis_health::cannot_tell_policy(std::string_view reason) {
    {
        const std::scoped_lock lock{guard_};
        if (std::exchange(has_told_policy_, true)) return;
    }
    tell_(
        notice::bad,
        fmt::format(
            "Redis at {} does not say what its maxmemory-policy is ({}): make sure that it is "
            "noeviction, as a name whose claim was evicted may be called available",
            identity_,
            reason
        )
    );
}

void redis_health::greeted(time_point now) {
    bool was_away = false;
    {
        const std::scoped_lock lock{guard_};
        if (state_ == state::there) return;
        was_away = state_ == state::away;
        state_ = state::there;
        greeted_at_ = now;
    }
    tell_(notice::good, fmt::format("Redis at {} answers{}", identity_, was_away ? " again" : ""));
}

}  // namespace unamex::cache
