#include <unamex/cache/local_answer_cache.hpp>

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
    const auto now = clock_->now();
    std::vector<std::optional<ports::cached_state>> answers(norms.size());
    for (std::size_t i = 0; i < norms.size(); ++i) {
        if (taken_.contains(norms[i], now)) answers[i] = ports::cached_state::taken;
    }
    co_return answers;
}

microfast::task<> local_answer_cache::remember_taken(std::vector<std::string> norms) {
    const auto now = clock_->now();
    for (const auto& norm : norms)
        taken_.remember(norm, now);
    co_return;
}

microfast::task<> local_answer_cache::remember_available(std::string /*norm*/) {
    co_return;
}

microfast::task<> local_answer_cache::announce_claim(std::string /*norm*/) {
    co_return;
}

}  // namespace unamex::cache
