#include <unamex/storage/models.hpp>
#include <unamex/storage/outage.hpp>
#include <unamex/storage/shard.hpp>
#include <unamex/storage/writer_table.hpp>

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace unamex::storage {

namespace {

constexpr std::size_t background_connections = 2;
constexpr std::chrono::milliseconds life_check{500};

tinyorm::database_options pool_of(
    std::size_t connections, std::chrono::milliseconds acquire_timeout
) {
    return {
        .pool =
            {.max_size = connections,
             .acquire_timeout = acquire_timeout,
             .ping_after_idle = life_check},
        .retry = {}};
}

std::vector<bool> look_up(tinyorm::session& session, const std::vector<std::string>& norms) {
    const auto rows =
        usernames::select(usernames::norm).where(usernames::norm.any_of(norms)).all(session);
    const std::unordered_set<std::string_view> found{rows.begin(), rows.end()};
    std::vector<bool> answers;
    answers.reserve(norms.size());
    for (const auto& norm : norms)
        answers.push_back(found.contains(norm));
    return answers;
}

}  // namespace

shard::shard(
    std::string name,
    const std::string& url,
    const shard_options& options,
    const ports::clock& clock
)
    : name_{std::move(name)},
      options_{options},
      request_terms_{.statement_timeout = options.deadline},
      clock_{clock},
      breaker_{options.breaker},
      lookups_{
          [this](std::vector<std::string> norms) { return query(std::move(norms)); },
          options.batching},
      background_{url, pool_of(background_connections, options.deadline)},
      requests_{url, pool_of(options.connections, options.deadline)} {}

microfast::task<std::vector<bool>> shard::find(std::vector<std::string> norms) {
    try {
        co_return co_await lookups_.find(std::move(norms));
    } catch (const tinyorm::error&) {
        refuse(std::current_exception());  // who asked for this lookup, too, is gone
    }
}

microfast::task<std::vector<bool>> shard::query(std::vector<std::string> norms) {
    auto look = [norms = std::move(norms)](tinyorm::session& session) {
        return look_up(session, norms);
    };
    auto start = [this, look = std::move(look)](auto handler) mutable {
        requests_.run(std::move(look), std::move(handler));
    };
    return call<std::vector<bool>>(std::move(start));
}

void shard::abandon() {
    background_.pool().abandon();
    requests_.pool().abandon();
}

void shard::admit() {
    const auto now = clock_.now();
    if (breaker_.admit(now)) return;
    throw ports::store_unavailable{
        name_, "it has failed several times in a row", breaker_.retry_after(now)};
}

void shard::tell_breaker(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const tinyorm::error& broken) {
        if (blame_for(broken.kind()) != failure_blame::program)
            return breaker_.report_failure(clock_.now());
    } catch (...) {
        // the shard has answered: that is all the breaker asks
    }
    breaker_.report_success();
}

void shard::refuse(const std::exception_ptr& failure) const {
    try {
        std::rethrow_exception(failure);
    } catch (const write_refused& refused) {
        throw ports::store_unavailable{name_, refused.what(), refused.retry_after()};
    } catch (const tinyorm::error& broken) {
        const auto retry_after = breaker_.retry_after(clock_.now());
        switch (blame_for(broken.kind())) {
            case failure_blame::program: throw;
            case failure_blame::unknown_outcome:
                throw outcome_unknown{name_, broken.what(), retry_after};
            case failure_blame::shard:
                throw ports::store_unavailable{name_, broken.what(), retry_after};
        }
        throw;
    }
}

}  // namespace unamex::storage
