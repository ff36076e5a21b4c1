#include <unamex/ports/store_unavailable.hpp>
#include <unamex/services/live_names.hpp>

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

namespace unamex::services {

namespace {

// A reading that takes longer, as of a database that stands still, is none.
constexpr std::chrono::milliseconds followed_within{2000};
constexpr std::chrono::milliseconds upkeep_pause{1000};
constexpr std::chrono::milliseconds pause_after_failure{30'000};

}  // namespace

struct live_names::followed_shard {
    log_follower follower;
    std::string name;
    std::size_t number;
    std::atomic<bool> is_followed = true;              // the last reading succeeded
    std::atomic<ports::monotonic_time> followed_at{};  // when it ended
};

live_names::live_names(
    live_names_options options,
    ports::change_log& log,
    ports::writer_registry& writers,
    const ports::clock& clock
)
    : options_{std::move(options)},
      log_{log},
      writers_{writers},
      clock_{clock} {}

live_names::~live_names() = default;

void live_names::start_blocking() {
    snapshots_ = std::make_unique<snapshot_store>(options_.snapshots, clock_);
    auto opened = open();
    known_ = std::move(opened.known);
    saved_ = opened.applied;
    saved_at_ = clock_.now();
    const auto& names = log_.layout().names;
    for (std::size_t shard = 0; shard < names.size(); ++shard) {
        shards_.emplace_back(new followed_shard{
            .follower{shard, opened.applied, *known_, log_, writers_, clock_},
            .name = names[shard],
            .number = shard});
        follow(*shards_.back());
    }
    for (const auto& shard : shards_) {
        const auto work = [this, followed = shard.get()] { follow(*followed); };
        followers_.push_back(std::make_unique<periodic_thread>(ports::writer_renewal, work));
    }
    upkeep_ = std::make_unique<periodic_thread>(upkeep_pause, [this] { save_if_due(); });
    spdlog::info(
        "{} names are known, {} of them since the last snapshot",
        known_->index().size(),
        changes_since_save()
    );
}

void live_names::leave_blocking() {
    followers_.clear();
    retire();
}

void live_names::save_blocking() {
    upkeep_.reset();
    if (changes_since_save() > 0) save();
}

std::vector<shard_readiness> live_names::readiness() const {
    std::vector<shard_readiness> all;
    const auto now = clock_.now();
    for (const auto& shard : shards_) {
        const bool is_recent = now - shard->followed_at.load() < followed_within;
        all.push_back(
            {.name = shard->name,
             .is_followed = shard->is_followed && is_recent,
             .is_trusted = known_->trust().holds(shard->number, now)}
        );
    }
    return all;
}

opened_snapshot live_names::open() {
    const auto directory = options_.snapshots.directory.string();
    if (auto opened = snapshots_->open_blocking(log_.layout())) {
        if (!is_cut_off(opened->applied)) return *std::move(opened);
        spdlog::warn(
            "the snapshot in {} is older than what the store keeps in its log: reading all names "
            "from the store",
            directory
        );
    } else {
        spdlog::info("{} has no snapshot: reading all names from the store", directory);
    }
    snapshots_->scan_blocking(log_);
    return snapshots_->open_blocking(log_.layout()).value();
}

bool live_names::is_cut_off(const domain::log_positions& applied) {
    for (std::size_t shard = 0; shard < log_.layout().size(); ++shard) {
        try {
            if (log_.read_blocking(shard, applied).is_cut_off) return true;
        } catch (const ports::store_unavailable&) {
            continue;  // its follower finds out, and trusts nothing
        }
    }
    return false;
}

void live_names::follow(followed_shard& shard) {
    try {
        for (auto progress = follow_progress::behind; progress == follow_progress::behind;) {
            progress = shard.follower.follow_blocking();
            shard.followed_at = clock_.now();
        }
        if (!shard.is_followed.exchange(true))
            spdlog::info("shard {} is followed again", shard.name);
    } catch (const log_broken& broken) {
        shard.is_followed = false;
        if (!is_broken_.exchange(true)) spdlog::critical("{}", broken.what());
    } catch (const std::exception& failure) {
        if (shard.is_followed.exchange(false)) spdlog::error("{}", failure.what());
    }
}

void live_names::save_if_due() {
    const auto since_last = clock_.now() - saved_at_;
    if (last_save_failed_ && since_last < pause_after_failure) return;
    const bool is_late = since_last >= options_.snapshot_interval && changes_since_save() > 0;
    const bool is_worn = since_last >= filter_renewal_pause && known_->has_worn_filter();
    if (is_late || is_worn || known_->has_outgrown_filter() || known_->index().base_is_due())
        save();
}

void live_names::save() {
    if (is_broken_) return;  // the next start could not tell that it is wrong
    saved_at_ = clock_.now();
    last_save_failed_ = true;
    try {
        const auto applied = positions();
        snapshots_->save_blocking(*known_, applied);
        saved_ = applied;
        last_save_failed_ = false;
    } catch (const std::exception& failure) {
        spdlog::error("no snapshot was written: {}", failure.what());
    }
}

void live_names::retire() {
    for (const auto& shard : shards_) {
        try {
            writers_.retire_blocking(shard->number);
        } catch (const std::exception& away) {
            spdlog::warn("{}: it forgets this process by itself in a few seconds", away.what());
        }
    }
}

domain::log_positions live_names::positions() const {
    domain::log_positions all;
    for (const auto& shard : shards_)
        shard->follower.add_positions(all);
    return all;
}

std::uint64_t live_names::changes_since_save() const {
    const auto now = positions();
    std::uint64_t changes = 0;
    for (std::size_t i = 0; i < domain::slot_count; ++i)
        changes += now.sequences()[i] - saved_.sequences()[i];
    return changes;
}

}  // namespace unamex::services
