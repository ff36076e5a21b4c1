#include <microfast/net/sleep.hpp>
#include <unamex/services/claim_id.hpp>
#include <unamex/services/claim_service.hpp>

#include <fmt/format.h>

#include <utility>

namespace unamex::services {

namespace {

constexpr int attempts_to_remember = 20;

// Lengths in front, so that no two pairs of owner and key, or of owner and name, read the same.
std::string joined(std::string_view first, std::string_view second) {
    return fmt::format("{}:{}{}", first.size(), first, second);
}

ports::claim_command command_for(claim_request request, std::string norm) {
    ports::claim_command command{.norm = std::move(norm), .claim_id = make_claim_id()};
    command.request_hash = domain::hash_name(joined(request.owner, request.username));
    if (request.idempotency_key)
        command.idempotency_key = joined(request.owner, *request.idempotency_key);
    command.username = std::move(request.username);
    command.owner = std::move(request.owner);
    return command;
}

claim_answer answer_for(ports::claim_result result) {
    using enum ports::claim_outcome;
    claim_answer answer{.record = std::move(result.record)};
    answer.is_replay = result.outcome == replayed_created || result.outcome == replayed_taken;
    switch (result.outcome) {
        case created:
        case replayed_created: answer.status = claim_status::created; break;
        case taken:
        case replayed_taken: answer.status = claim_status::taken; break;
        case key_reused: answer.status = claim_status::key_reused; break;
    }
    return answer;
}

}  // namespace

claim_service::claim_service(
    const domain::normaliser& rules,
    known_names& known,
    ports::answer_cache& cache,
    ports::username_store& store,
    std::chrono::milliseconds availables_end
)
    : rules_{rules},
      known_{known},
      cache_{cache},
      store_{store},
      availables_end_{availables_end} {}

microfast::task<claim_answer> claim_service::claim(claim_request request) {
    auto normalised = rules_.normalise(request.username);
    if (normalised.reason) {
        claim_answer refused{.reason = normalised.reason, .detail = std::move(normalised.detail)};
        co_return refused;
    }
    const auto norm = normalised.norm;
    auto announced_to = co_await cache_.announce_claim(norm);
    known_.expect(domain::hash_name(norm));  // not earlier: without a cache nothing is claimed
    auto command = command_for(std::move(request), norm);
    command.cache = std::move(announced_to);
    auto answer = answer_for(co_await store_.claim(std::move(command)));
    if (answer.status != claim_status::key_reused) co_await share(norm);
    co_return answer;
}

microfast::task<> claim_service::share(std::string norm) const {
    // Again: the filter may have been replaced by a greater one between the first time and the
    // commit.
    const search::weighted_name name{.name = norm};
    known_.add({&name, 1});
    for (int attempt = 0; attempt < attempts_to_remember; ++attempt) {
        if (co_await remember(norm)) co_return;
        co_await microfast::net::sleep_for(availables_end_ / attempts_to_remember);
    }
}

microfast::task<bool> claim_service::remember(std::string norm) const {
    try {
        std::vector<std::string> norms;
        norms.push_back(std::move(norm));
        co_await cache_.remember_taken(std::move(norms));
        co_return true;
    } catch (const ports::cache_unavailable&) {
        co_return false;
    }
}

}  // namespace unamex::services
