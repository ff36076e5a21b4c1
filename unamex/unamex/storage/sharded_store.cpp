#include <unamex/domain/name_hash.hpp>
#include <unamex/storage/bulk_load.hpp>
#include <unamex/storage/claim_transaction.hpp>
#include <unamex/storage/gather.hpp>
#include <unamex/storage/log_query.hpp>
#include <unamex/storage/log_trim.hpp>
#include <unamex/storage/sharded_store.hpp>
#include <unamex/storage/store_refused.hpp>
#include <unamex/storage/store_setup.hpp>
#include <unamex/storage/writer_table.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <random>
#include <stdexcept>
#include <utility>

namespace unamex::storage {

namespace {

constexpr std::chrono::milliseconds follow_deadline{2'000};
constexpr std::chrono::milliseconds scan_deadline{60'000};

const tinyorm::transaction_options short_write{.statement_timeout = follow_deadline};
const tinyorm::transaction_options long_write{.statement_timeout = scan_deadline};
const tinyorm::transaction_options one_snapshot{
    .isolation = tinyorm::isolation_level::repeatable_read,
    .access = tinyorm::access_mode::read_only,
    .statement_timeout = follow_deadline};
const tinyorm::transaction_options long_read{
    .access = tinyorm::access_mode::read_only, .statement_timeout = scan_deadline};

std::string make_writer_id() {
    std::random_device entropy;
    return fmt::format("{}-{:08x}{:08x}", ::getpid(), entropy(), entropy());
}

std::vector<shard_database> databases_of(
    const std::vector<std::unique_ptr<shard>>& shards, const std::vector<shard_address>& addresses
) {
    std::vector<shard_database> databases;
    for (std::size_t i = 0; i < shards.size(); ++i) {
        databases.push_back(
            {shards[i]->name(), addresses[i].weight, &shards[i]->background(), addresses[i].url}
        );
    }
    return databases;
}

std::uint64_t fingerprint_of(
    const domain::log_positions& applied, const ports::shard_layout& layout, std::size_t shard
) {
    std::uint64_t fingerprint = 0;
    for (std::size_t i = 0; i < domain::slot_count; ++i) {
        const auto slot = static_cast<domain::slot_id>(i);
        if (layout.owners[i] == shard) fingerprint += log_fingerprint(slot, applied[slot]);
    }
    return fingerprint;
}

/// The names of one shard, and where their answers belong.
struct shard_share {
    std::vector<std::string> norms;
    std::vector<std::size_t> places;
};

}  // namespace

sharded_store::sharded_store(store_options options, const ports::clock& clock)
    : writer_id_{make_writer_id()},
      cache_{options.cache ? options.cache : std::make_shared<ports::cache_identity>()},
      read_to_ms_(options.shards.size()) {
    for (const auto& address : options.shards) {
        shards_.push_back(std::make_unique<shard>(address.name, address.url, options.shard, clock));
    }
    cache_->expect_shards(shards_.size());
    layout_ = prepare_shards_blocking(databases_of(shards_, options.shards), options.key_version);
    for (const auto& each : shards_) {
        each->transaction_blocking(short_write, [&](tinyorm::session& session) {
            writer_table{session}.require_cache(cache_->last().id);
        });
    }
    const auto place = [this](const std::unique_ptr<shard>& one) {
        return std::find(layout_.names.begin(), layout_.names.end(), one->name()) -
               layout_.names.begin();
    };
    std::ranges::sort(shards_, {}, place);
}

microfast::task<std::vector<bool>> sharded_store::taken(std::vector<std::string> norms) {
    std::map<std::size_t, shard_share> shares;
    for (std::size_t i = 0; i < norms.size(); ++i) {
        auto& share = shares[shard_of(norms[i])];
        share.norms.push_back(std::move(norms[i]));
        share.places.push_back(i);
    }
    std::vector<microfast::task<std::vector<bool>>> lookups;
    for (auto& [owner, share] : shares)
        lookups.push_back(shards_[owner]->find(std::move(share.norms)));
    if (lookups.size() == 1) co_return co_await std::move(lookups.front());

    const auto found = co_await gather(std::move(lookups));
    std::vector<bool> answers(norms.size());
    auto part = found.begin();
    for (const auto& [owner, share] : shares) {
        for (std::size_t i = 0; i < share.places.size(); ++i)
            answers[share.places[i]] = (*part)[i];
        ++part;
    }
    co_return answers;
}

microfast::task<ports::claim_result> sharded_store::claim(ports::claim_command command) {
    if (!co_await is_key_free(command)) {
        ports::claim_result reused{.outcome = ports::claim_outcome::key_reused};
        co_return reused;
    }
    auto& owner = *shards_[shard_of(command.norm)];
    try {
        co_return co_await decide(owner, command);
    } catch (const outcome_unknown&) {
        // Asked once more below: the claim id in the row tells whether the first time went through.
    }
    co_return co_await decide(owner, std::move(command));
}

microfast::task<ports::claim_result> sharded_store::decide(
    shard& owner, ports::claim_command command
) {
    // Not the cache that was found last: another connection may have found it since.
    const writer announced{.id = writer_id_, .cache = command.cache};
    auto transaction = [announced, command = std::move(command)](tinyorm::session& session) {
        return decide_claim(session, announced, command);
    };
    return owner.transaction(std::move(transaction));
}

microfast::task<bool> sharded_store::is_key_free(const ports::claim_command& command) {
    if (!command.idempotency_key) co_return true;
    const auto home = shard_of(*command.idempotency_key);
    if (home == shard_of(command.norm)) co_return true;  // the claim itself looks
    auto reservation = [key = *command.idempotency_key,
                        hash = command.request_hash](tinyorm::session& session) {
        return reserve_key(session, key, hash);
    };
    try {
        co_return co_await shards_[home]->transaction(std::move(reservation)) ==
            key_reservation::free;
    } catch (const ports::store_unavailable&) {
        // Only its own names depend on a shard: while this one is away, a key may be used for two
        // names.
        co_return true;
    }
}

ports::log_reading sharded_store::read_blocking(
    std::size_t shard, const domain::log_positions& applied
) {
    const auto fingerprint = fingerprint_of(applied, layout_, shard);
    writer_view seen;
    auto reading =
        shards_[shard]->transaction_blocking(one_snapshot, [&](tinyorm::session& session) {
            seen = writer_table{session}.view(writer_id_);
            return read_log(session, seen, applied, fingerprint);
        });
    if (reading.is_complete && !reading.is_cut_off) read_to_ms_[shard] = seen.now_ms;
    return reading;
}

domain::log_positions sharded_store::end_blocking(std::size_t shard) {
    return shards_[shard]->transaction_blocking(long_read, read_log_end);
}

std::vector<ports::stored_name> sharded_store::names_blocking(
    std::size_t shard, std::string_view after, std::size_t limit
) {
    return shards_[shard]->transaction_blocking(long_read, [&](tinyorm::session& session) {
        return read_names(session, after, limit);
    });
}

std::chrono::milliseconds sharded_store::renew_blocking(std::size_t shard) {
    const auto cache = cache_->last();
    const writer self{.id = writer_id_, .cache = cache.id};
    try {
        const auto wait =
            shards_[shard]->transaction_blocking(short_write, [&](tinyorm::session& session) {
                return writer_table{session}.renew(self, read_to_ms_[shard]);
            });
        if (wait.count() == 0) cache_->agree(shard, cache.number);
        return wait;
    } catch (const store_refused&) {
        // Its row goes, so that of several that have found another cache one can be the first.
        retire_blocking(shard);
        throw;
    }
}

void sharded_store::retire_blocking(std::size_t shard) {
    shards_[shard]->transaction_blocking(short_write, [&](tinyorm::session& session) {
        writer_table{session}.retire(writer_id_);
    });
}

ports::load_counts sharded_store::load_blocking(
    std::size_t shard, std::span<const ports::loaded_name> names, std::string_view owner
) {
    for (const auto& name : names) {
        if (shard_of(name.norm) == shard) continue;
        throw std::invalid_argument{fmt::format(
            "{} is not a name of shard {}: partition names before loading them",
            name.norm,
            layout_.names[shard]
        )};
    }
    return shards_[shard]->transaction_blocking(long_write, [&](tinyorm::session& session) {
        return load_names(session, self(), names, owner);
    });
}

ports::trim_counts sharded_store::trim_blocking(std::size_t shard) {
    return shards_[shard]->transaction_blocking(short_write, [&](tinyorm::session& session) {
        return trim_log(session, self());
    });
}

void sharded_store::abandon() {
    for (const auto& each : shards_)
        each->abandon();
}

std::size_t sharded_store::shard_of(std::string_view text) const noexcept {
    return layout_.shard_of(domain::hash_name(text));
}

}  // namespace unamex::storage
