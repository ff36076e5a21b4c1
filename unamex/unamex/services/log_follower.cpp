#include <unamex/services/log_follower.hpp>

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace unamex::services {

namespace {

constexpr std::string_view remedy =
    "; stop the service, delete snapshot.json in its data directory and start it again: it then "
    "reads all names";

// Trust must end while the lease still shows other writers that this process is there.
constexpr auto lease_for_trust = 2 * ports::trust_period;

}  // namespace

log_follower::log_follower(
    std::size_t shard,
    const domain::log_positions& applied,
    known_names& known,
    ports::change_log& log,
    ports::writer_registry& writers,
    const ports::clock& clock
)
    : shard_{shard},
      known_{known},
      log_{log},
      writers_{writers},
      clock_{clock},
      applied_{applied} {}

follow_progress log_follower::follow_blocking() {
    const auto before = clock_.now();
    writers_.renew_blocking(shard_);
    known_.trust().register_until(shard_, before + ports::writer_lease);
    if (!why_broken_.empty()) throw log_broken{why_broken_};
    const auto reading = log_.read_blocking(shard_, applied_);
    if (reading.has_other_writers) known_.trust().withdraw(shard_);
    apply(reading);
    if (!reading.is_complete) return follow_progress::behind;
    if (!reading.has_other_writers && reading.lease_left >= lease_for_trust) {
        known_.trust().give(shard_, before + ports::trust_period);
    }
    return follow_progress::current;
}

void log_follower::add_positions(domain::log_positions& all) const {
    const std::scoped_lock lock{moving_};
    for (std::size_t i = 0; i < domain::slot_count; ++i) {
        const auto slot = static_cast<domain::slot_id>(i);
        if (known_.layout().shard_of(slot) == shard_) all.advance({slot, applied_[slot]});
    }
}

void log_follower::apply(const ports::log_reading& reading) {
    if (reading.is_rewound) {
        break_off(fmt::format(
            "shard {} ends before what this process has applied, as after restoring a backup",
            known_.layout().names[shard_]
        ));
    }
    if (reading.is_cut_off) {
        break_off(fmt::format(
            "the log of shard {} no longer has the changes that this process needs next",
            known_.layout().names[shard_]
        ));
    }
    if (reading.changes.empty()) return;
    auto reached = applied_;
    std::vector<search::weighted_name> names;
    names.reserve(reading.changes.size());
    for (const auto& change : reading.changes) {
        check_sequence(change, reached);
        reached.advance(change.position);
        names.push_back({.name = change.norm, .weight = change.weight});
    }
    known_.add(names);
    const std::scoped_lock lock{moving_};
    applied_ = std::move(reached);
}

void log_follower::check_sequence(const ports::change& next, const domain::log_positions& reached) {
    const auto expected = reached[next.position.slot] + 1;
    if (next.position.sequence == expected) return;
    break_off(fmt::format(
        "the log of shard {} goes on at change {} of slot {} where {} was expected",
        known_.layout().names[shard_],
        next.position.sequence,
        domain::index_of(next.position.slot),
        expected
    ));
}

void log_follower::break_off(std::string_view reason) {
    known_.trust().withdraw(shard_);
    why_broken_ = fmt::format("{}{}", reason, remedy);
    throw log_broken{why_broken_};
}

}  // namespace unamex::services
