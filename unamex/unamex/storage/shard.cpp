#include <unamex/storage/models.hpp>
#include <unamex/storage/shard.hpp>
#include <unamex/storage/writer_table.hpp>

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace unamex::storage {

namespace {

constexpr std::size_t background_connections = 2;
constexpr std::chrono::milliseconds life_check{500};

// True for what may pass by itself; the rest is a fault of this program or of the tables.
bool is_outage(tinyorm::error_kind kind) noexcept {
    using enum tinyorm::error_kind;
    switch (kind) {
        case serialization_failure:
        case deadlock:
        case busy:
        case timeout:
        case cancelled:
        case cannot_connect:
        case connection_lost:
        case in_doubt:
        case transaction_aborted:
        case permission_denied:
        case out_of_resources:
        case pool_exhausted:
        case database_failure: return true;  // its disk, or the server itself
        default: return false;
    }
}

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
    return lookups_.find(std::move(norms));
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
        if (is_outage(broken.kind())) return breaker_.report_failure(clock_.now());
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
        if (!is_outage(broken.kind())) throw;
        const auto retry_after = breaker_.retry_after(clock_.now());
        const bool is_unknown = broken.kind() == tinyorm::error_kind::in_doubt ||
                                broken.kind() == tinyorm::error_kind::connection_lost;
        if (is_unknown) throw outcome_unknown{name_, broken.what(), retry_after};
        throw ports::store_unavailable{name_, broken.what(), retry_after};
    }
}

}  // namespace unamex::storage
