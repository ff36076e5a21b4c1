/// @file
/// Is this name free?
#pragma once

#include <microfast/core/task.hpp>
#include <unamex/domain/normaliser.hpp>
#include <unamex/ports/answer_cache.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/ports/username_store.hpp>
#include <unamex/services/known_names.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::services {

enum class verdict : std::uint8_t {
    available,
    taken,
    refused,  ///< nobody can have it: `reason` says why
    unknown,  ///< its shard does not answer: ask again after `retry_after`
};

/// Who answered.
enum class answer_source : std::uint8_t { rules, filter, cache, store };

/// The word that stands for a source in JSON and metrics: `rules`, `filter`, `cache`, `store`.
[[nodiscard]] std::string_view to_string(answer_source source) noexcept;

struct availability {
    std::string name{};  ///< as asked for
    std::string norm{};  ///< its key; empty when refused
    verdict outcome = verdict::unknown;
    answer_source source = answer_source::rules;
    ports::wall_time as_of{};
    std::optional<domain::refusal> reason{};
    std::string detail{};  ///< a sentence for people, when refused
    std::chrono::milliseconds retry_after{};
};

enum class strictness : std::uint8_t {
    quick,   ///< filter, then cache, then store
    strict,  ///< always the store
};

/// Answers from the filter where its "no" can be trusted, then from the cache, then from the store.
///
/// It never says `available` once the claim of a name has been acknowledged by anyone.
/// Thread safety: as the cache it was given, which may belong to one event loop; instances of
/// several loops share the other parts.
/// Errors: none of the store's: they are `unknown`. A cache that is away is passed by.
/// Lifetime: everything given to the constructor outlives it.
class availability_service {
public:
    /// Names in one `check_all`.
    static constexpr std::size_t largest_batch = 100;

    availability_service(
        const domain::normaliser& rules,
        const known_names& known,
        ports::answer_cache& cache,
        ports::username_store& store,
        const ports::clock& clock
    );

    /// The answer where nothing has to be waited for: by the rules, by the filter, by a cache in
    /// this process. Nothing where `check` has to be asked.
    [[nodiscard]] std::optional<availability> check_at_once(
        std::string_view name, strictness how = strictness::quick
    );

    microfast::task<availability> check(std::string name, strictness how = strictness::quick);

    /// One answer a name, in order. Throws `std::invalid_argument` for more than `largest_batch`.
    microfast::task<std::vector<availability>> check_all(
        std::vector<std::string> names, strictness how = strictness::quick
    );

private:
    availability judge_alone(std::string name, strictness how) const;
    microfast::task<> decide(std::vector<availability>& answers, strictness how) const;
    void accept(availability& answer, ports::cached_state found) const;
    microfast::task<> ask_cache(std::vector<availability*> open) const;
    microfast::task<> ask_store(std::vector<availability*> open, strictness how) const;
    microfast::task<bool> try_store(std::vector<availability*> asked
    ) const;  // false: some shard is away
    microfast::task<> remember(
        std::vector<availability*> answered, strictness how, ports::monotonic_time asked_at
    ) const;

    const domain::normaliser& rules_;
    const known_names& known_;
    ports::answer_cache& cache_;
    ports::username_store& store_;
    const ports::clock& clock_;
};

}  // namespace unamex::services
