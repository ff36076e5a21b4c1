#include "services/memory_store.hpp"

#include <algorithm>
#include <utility>

namespace unamex::tests {

memory_store::memory_store() {
    layout_.store_id = "memory";
    layout_.names = {"even", "odd"};
    for (std::uint16_t slot = 0; slot < domain::slot_count; ++slot)
        layout_.owners.push_back(slot % 2);
}

microfast::task<std::vector<bool>> memory_store::taken(std::vector<std::string> norms) {
    ++lookups;
    const std::scoped_lock lock{guard_};
    std::vector<bool> answers;
    for (const auto& norm : norms) {
        require(shard_of(norm));
        answers.push_back(records_.contains(norm));
    }
    co_return answers;
}

microfast::task<ports::claim_result> memory_store::claim(ports::claim_command command) {
    using enum ports::claim_outcome;
    const std::scoped_lock lock{guard_};
    announced_to = command.cache;
    require(shard_of(command.norm));
    if (command.idempotency_key) {
        if (const auto used = keys_.find(*command.idempotency_key); used != keys_.end()) {
            auto answer = used->second.answer;
            const bool is_same = used->second.request_hash == command.request_hash;
            answer.outcome = !is_same                    ? key_reused
                             : answer.outcome == created ? replayed_created
                                                         : replayed_taken;
            co_return answer;
        }
    }
    const bool is_new = !records_.contains(command.norm);
    if (is_new) {
        append({command.username, command.norm, command.owner, command.claim_id, {}, {}}, 0);
    }
    ports::claim_result answer{
        .outcome = is_new ? created : taken, .record = records_.at(command.norm)};
    if (command.idempotency_key) {
        keys_.emplace(*command.idempotency_key, key_use{command.request_hash, answer});
    }
    co_return answer;
}

ports::log_reading memory_store::read_blocking(
    std::size_t shard, const domain::log_positions& applied
) {
    constexpr std::size_t most = 3;
    const turn mine{*this, shard};
    require(shard);
    ports::log_reading reading{
        .is_complete = true,
        .has_other_writers = other_writers_,
        .lease_left = ports::writer_lease};
    for (const auto& [slot, changes] : log_) {
        if (layout_.shard_of(slot) != shard) continue;
        const auto trimmed = trimmed_.find(slot);
        if (trimmed != trimmed_.end()) {
            if (trimmed->second > applied[slot]) reading.is_cut_off = true;
            continue;
        }
        if (changes.empty() || changes.back().position.sequence < applied[slot])
            reading.is_rewound = true;
        for (const auto& change : changes) {
            if (change.position.sequence <= applied[slot]) continue;
            if (reading.changes.size() == most) {
                reading.is_complete = false;
                return reading;
            }
            reading.changes.push_back(change);
        }
    }
    return reading;
}

domain::log_positions memory_store::end_blocking(std::size_t shard) {
    const std::scoped_lock lock{guard_};
    require(shard);
    domain::log_positions end;
    for (const auto& [slot, changes] : log_) {
        if (layout_.shard_of(slot) == shard && !changes.empty())
            end.advance(changes.back().position);
    }
    return end;
}

std::vector<ports::stored_name> memory_store::names_blocking(
    std::size_t shard, std::string_view after, std::size_t limit
) {
    const std::scoped_lock lock{guard_};
    require(shard);
    std::vector<ports::stored_name> names;
    for (auto at = records_.upper_bound(after); at != records_.end() && names.size() < limit;
         ++at) {
        if (shard_of(at->first) == shard) names.push_back({at->first, weights_.at(at->first)});
    }
    return names;
}

std::chrono::milliseconds memory_store::renew_blocking(std::size_t shard) {
    {
        const std::scoped_lock lock{turns_guard_};
        ++turns_[shard].rounds;
    }
    const turn mine{*this, shard};
    require(shard);
    ++renewals;
    return {};
}

void memory_store::retire_blocking(std::size_t shard) {
    const std::scoped_lock lock{guard_};
    require(shard);
    ++retirements;
}

memory_store::turn::turn(memory_store& store, std::size_t shard) : store_{store}, shard_{shard} {
    {
        const std::scoped_lock lock{store_.turns_guard_};
        ++store_.turns_[shard].here;
    }
    store_.turned_.notify_all();
    lock_ = std::unique_lock{store_.guard_};
}

memory_store::turn::~turn() {
    const std::scoped_lock lock{store_.turns_guard_};
    --store_.turns_[shard_].here;
}

void memory_store::wait_for_held_followers() {
    std::unique_lock lock{turns_guard_};
    turned_.wait(lock, [this] {
        return std::ranges::all_of(turns_, [](const auto& each) { return each.here > 0; });
    });
}

void memory_store::wait_for_rounds() {
    std::unique_lock lock{turns_guard_};
    const auto before = turns_;
    turned_.wait(lock, [&] {
        const auto has_come_back = [](const follower_turns& now, const follower_turns& then) {
            return now.rounds >= then.rounds + 2;  // the first of them has ended
        };
        return std::ranges::equal(turns_, before, has_come_back);
    });
}

void memory_store::insert(std::string_view norm, std::uint8_t weight) {
    const std::scoped_lock lock{guard_};
    append({std::string{norm}, std::string{norm}, "another", {}, {}, {}}, weight);
}

void memory_store::set_away(std::size_t shard, bool is_away) {
    const std::scoped_lock lock{guard_};
    is_away ? static_cast<void>(away_.insert(shard)) : static_cast<void>(away_.erase(shard));
}

void memory_store::lose_oldest_change(std::string_view norm) {
    const std::scoped_lock lock{guard_};
    auto& changes = log_.at(domain::slot_of(domain::hash_name(norm)));
    changes.erase(changes.begin());
}

void memory_store::trim(std::string_view norm) {
    const std::scoped_lock lock{guard_};
    const auto slot = domain::slot_of(domain::hash_name(norm));
    trimmed_[slot] = log_.at(slot).back().position.sequence;
}

void memory_store::rewind(std::string_view norm) {
    const std::scoped_lock lock{guard_};
    log_.at(domain::slot_of(domain::hash_name(norm))).pop_back();
}

void memory_store::require(std::size_t shard) const {
    if (away_.contains(shard)) {
        throw ports::store_unavailable{
            layout_.names[shard], "it is away in this test", std::chrono::seconds{1}};
    }
}

void memory_store::append(domain::username_record record, std::uint8_t weight) {
    const auto slot = domain::slot_of(domain::hash_name(record.norm));
    auto& changes = log_[slot];
    changes.push_back(
        {.position = {slot, changes.empty() ? 1 : changes.back().position.sequence + 1},
         .norm = record.norm,
         .weight = weight}
    );
    weights_[record.norm] = weight;
    records_[record.norm] = std::move(record);
}

}  // namespace unamex::tests
