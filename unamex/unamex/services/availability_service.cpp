#include <unamex/ports/store_unavailable.hpp>
#include <unamex/services/availability_service.hpp>

#include <fmt/format.h>

#include <map>
#include <stdexcept>
#include <utility>

namespace unamex::services {

namespace {

std::vector<std::string> norms_of(const std::vector<availability*>& asked) {
    std::vector<std::string> norms;
    norms.reserve(asked.size());
    for (const auto* const one : asked)
        norms.push_back(one->norm);
    return norms;
}

std::vector<availability*> undecided(std::vector<availability>& answers) {
    std::vector<availability*> open;
    for (auto& answer : answers) {
        if (answer.outcome == verdict::unknown) open.push_back(&answer);
    }
    return open;
}

}  // namespace

std::string_view to_string(answer_source source) noexcept {
    switch (source) {
        case answer_source::rules: return "rules";
        case answer_source::filter: return "filter";
        case answer_source::cache: return "cache";
        case answer_source::store: return "store";
    }
    return "store";
}

availability_service::availability_service(
    const domain::normaliser& rules,
    const known_names& known,
    ports::answer_cache& cache,
    ports::username_store& store,
    const ports::clock& clock
)
    : rules_{rules},
      known_{known},
      cache_{cache},
      store_{store},
      clock_{clock} {}

std::optional<availability> availability_service::check_at_once(
    std::string_view name, strictness how
) {
    std::optional answer{judge_alone(std::string{name}, how)};
    if (answer->outcome == verdict::unknown && how == strictness::quick) {
        if (const auto found = cache_.find_at_once(answer->norm)) accept(*answer, *found);
    }
    if (answer->outcome == verdict::unknown) answer.reset();
    return answer;
}

microfast::task<availability> availability_service::check(std::string name, strictness how) {
    std::vector<availability> answers;
    answers.push_back(judge_alone(std::move(name), how));
    if (answers.front().outcome == verdict::unknown) co_await decide(answers, how);
    co_return std::move(answers.front());
}

microfast::task<std::vector<availability>> availability_service::check_all(
    std::vector<std::string> names, strictness how
) {
    if (names.size() > largest_batch) {
        throw std::invalid_argument{fmt::format(
            "{} names in one check: ask for at most {} at a time", names.size(), largest_batch
        )};
    }
    std::vector<availability> answers;
    answers.reserve(names.size());
    for (auto& name : names)
        answers.push_back(judge_alone(std::move(name), how));
    co_await decide(answers, how);
    co_return answers;
}

availability availability_service::judge_alone(std::string name, strictness how) const {
    availability answer{.name = std::move(name), .as_of = clock_.date()};
    auto normalised = rules_.normalise(answer.name);
    answer.norm = std::move(normalised.norm);
    answer.reason = normalised.reason;
    answer.detail = std::move(normalised.detail);
    const bool may_ask_filter = how == strictness::quick && !answer.reason;
    if (answer.reason) {
        answer.outcome = verdict::refused;
    } else if (may_ask_filter && known_.is_surely_free(domain::hash_name(answer.norm), clock_)) {
        answer.outcome = verdict::available;
        answer.source = answer_source::filter;
    }
    return answer;
}

microfast::task<> availability_service::decide(std::vector<availability>& answers, strictness how)
    const {
    if (how == strictness::quick) co_await ask_cache(undecided(answers));
    co_await ask_store(undecided(answers), how);
}

microfast::task<> availability_service::ask_cache(std::vector<availability*> open) const {
    if (open.empty()) co_return;
    try {
        const auto found = co_await cache_.find(norms_of(open));
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (found[i]) accept(*open[i], *found[i]);
        }
    } catch (const ports::cache_unavailable&) {
        // the store answers instead
    }
}

microfast::task<> availability_service::ask_store(std::vector<availability*> open, strictness how)
    const {
    if (open.empty()) co_return;
    const auto asked_at = clock_.now();
    if (!co_await try_store(open)) {
        // Some shard is away: its names alone stay unknown.
        std::map<std::size_t, std::vector<availability*>> by_shard;
        for (auto* const one : open) {
            by_shard[known_.layout().shard_of(domain::hash_name(one->norm))].push_back(one);
        }
        if (by_shard.size() > 1) {
            for (const auto& [shard, names] : by_shard)
                co_await try_store(names);
        }
    }
    co_await remember(std::move(open), how, asked_at);
}

void availability_service::accept(availability& answer, ports::cached_state found) const {
    const bool is_taken = found == ports::cached_state::taken;
    // The shard may by now have writers with another cache, who do not announce to this one.
    if (!is_taken && !known_.is_cache_shared(domain::hash_name(answer.norm), clock_)) return;
    answer.source = answer_source::cache;
    answer.outcome = is_taken ? verdict::taken : verdict::available;
}

microfast::task<bool> availability_service::try_store(std::vector<availability*> asked) const {
    const auto as_of = clock_.date();
    for (auto* const one : asked)
        one->source = answer_source::store;
    try {
        const auto taken = co_await store_.taken(norms_of(asked));
        for (std::size_t i = 0; i < asked.size(); ++i) {
            asked[i]->as_of = as_of;
            asked[i]->outcome = taken[i] ? verdict::taken : verdict::available;
        }
        co_return true;
    } catch (const ports::store_unavailable& away) {
        for (auto* const one : asked)
            one->retry_after = away.retry_after();
        co_return false;
    }
}

microfast::task<> availability_service::remember(
    std::vector<availability*> answered, strictness how, ports::monotonic_time asked_at
) const {
    std::vector<std::string> taken;
    std::vector<std::string> available;
    for (const auto* const one : answered) {
        if (one->outcome == verdict::taken) taken.push_back(one->norm);
        // Only who asked the cache first may tell it of a free name, and a strict check did not.
        const bool may_tell = how == strictness::quick;
        if (may_tell && one->outcome == verdict::available) available.push_back(one->norm);
    }
    try {
        if (!taken.empty()) co_await cache_.remember_taken(std::move(taken));
        if (!available.empty()) co_await cache_.remember_available(std::move(available), asked_at);
    } catch (const ports::cache_unavailable&) {
        // the next check asks the store again
    }
}

}  // namespace unamex::services
