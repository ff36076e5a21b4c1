#include <unamex/cache/local_answer_cache.hpp>
#include <unamex/ports/cache_identity.hpp>

#include <utility>

namespace unamex::cache {

local_answer_cache::local_answer_cache(
    const ports::clock& clock, const local_cache_options& options
)
    : clock_{&clock},
      taken_{options.capacity, options.lifetime} {}

microfast::task<std::vector<std::optional<ports::cached_state>>> local_answer_cache::find(
    std::vector<std::string> norms
) {
    std::vector<std::optional<ports::cached_state>> answers;
    answers.reserve(norms.size());
    for (const auto& norm : norms)
        answers.push_back(find_at_once(norm));
    co_return answers;
}

std::optional<ports::cached_state> local_answer_cache::find_at_once(std::string_view norm) {
    if (!taken_.contains(norm, clock_->now())) return std::nullopt;
    return ports::cached_state::taken;
}

microfast::task<> local_answer_cache::remember_taken(std::vector<std::string> norms) {
    const auto now = clock_->now();
    for (const auto& norm : norms)
        taken_.remember(norm, now);
    co_return;
}

microfast::task<> local_answer_cache::remember_available(
    std::vector<std::string> /*norms*/, ports::monotonic_time /*asked_at*/
) {
    co_return;
}

microfast::task<std::string> local_answer_cache::announce_claim(std::string /*norm*/) {
    co_return std::string{ports::cache_identity::own_cache};
}

}  // namespace unamex::cache
