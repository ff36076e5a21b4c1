#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/progress.hpp>

#include <algorithm>
#include <utility>

namespace tinyorm::migrations {
namespace {

[[noreturn]] void refuse(const std::string& message) {
    throw error(error_kind::migration_refused, message);
}

[[noreturn]] void refuse_interrupted(const history_entry& entry) {
    refuse(
        "migration " + entry.name +
        " runs without transaction and stopped half-way: complete it by hand and set its state to "
        "'applied' in tinyorm_migrations, or undo it by hand and delete its row there"
    );
}

}  // namespace

std::string_view to_string(migration_state state) noexcept {
    switch (state) {
        case migration_state::applied: return "applied";
        case migration_state::pending: return "pending";
        case migration_state::edited: return "edited";
        case migration_state::missing: return "missing";
        case migration_state::interrupted: return "interrupted";
    }
    return "unknown";
}

progress::progress(std::span<const migration> migrations, std::vector<history_entry> entries)
    : migrations_(migrations),
      entries_(std::move(entries)) {
    for (const auto& one : migrations_) {
        if (!one.replaced.empty()) adopt(one);
    }
}

void progress::adopt(const migration& squashed) {
    std::vector<history_entry> replaced;
    for (const auto& name : squashed.replaced) {
        const auto found = std::ranges::find(entries_, name, &history_entry::name);
        if (found == entries_.end() || found->state != entry_state::applied) return;
        replaced.push_back(*found);
    }
    std::erase_if(entries_, [&squashed](const history_entry& entry) {
        return std::ranges::find(squashed.replaced, entry.name) != squashed.replaced.end();
    });
    entries_.push_back(
        {.version = squashed.version,
         .name = squashed.name,
         .checksum = squashed.checksum,
         .applied_at = replaced.back().applied_at}
    );
    std::ranges::sort(entries_, {}, &history_entry::version);
    adopted_.push_back(&squashed);
}

const migration* progress::find(i64 version) const {
    const auto found = std::ranges::find(migrations_, version, &migration::version);
    return found == migrations_.end() ? nullptr : &*found;
}

const history_entry* progress::find_entry(i64 version) const {
    const auto found = std::ranges::find(entries_, version, &history_entry::version);
    return found == entries_.end() ? nullptr : &*found;
}

bool progress::has_begun(const migration& one) const {
    return find_entry(one.version) != nullptr;
}

std::vector<const migration*> progress::pending() const {
    require_consistent();
    std::vector<const migration*> found;
    for (const auto& one : migrations_) {
        const auto* const entry = find_entry(one.version);
        if (entry != nullptr && entry->state == entry_state::applied) continue;
        if (entry != nullptr && !one.up.is_repeatable) refuse_interrupted(*entry);
        found.push_back(&one);
    }
    return found;
}

std::vector<const migration*> progress::newest(std::size_t steps) const {
    require_consistent();
    std::vector<const migration*> found;
    for (auto entry = entries_.rbegin(); entry != entries_.rend() && found.size() < steps;
         ++entry) {
        const auto* const one = find(entry->version);
        if (!one->down) refuse("migration " + entry->name + " has no `-- tinyorm: down` section");
        if (entry->state != entry_state::applied && !one->down->is_repeatable)
            refuse_interrupted(*entry);
        found.push_back(one);
    }
    return found;
}

std::vector<migration_status> progress::status() const {
    std::vector<std::pair<i64, migration_status>> all;
    for (const auto& entry : entries_) {
        const auto* const known = find(entry.version);
        auto state = migration_state::applied;
        if (entry.state != entry_state::applied) {
            state = migration_state::interrupted;
        } else if (known == nullptr) {
            state = migration_state::missing;
        } else if (known->checksum != entry.checksum) {
            state = migration_state::edited;
        }
        all.emplace_back(entry.version, migration_status{entry.name, state, entry.applied_at});
    }
    for (const auto& known : migrations_) {
        if (!has_begun(known))
            all.emplace_back(known.version, migration_status{.name = known.name});
    }
    std::ranges::sort(all, {}, &std::pair<i64, migration_status>::first);
    std::vector<migration_status> sorted;
    for (auto& [version, one] : all)
        sorted.push_back(std::move(one));
    return sorted;
}

void progress::require_consistent() const {
    for (const auto& one : migrations_)
        refuse_partial(one);
    for (const auto& entry : entries_)
        require_unchanged(entry);
    for (const auto& known : migrations_) {
        if (!has_begun(known) && !entries_.empty() && known.version < entries_.back().version) {
            refuse(
                "migration " + known.name + " was never applied but is older than " +
                entries_.back().name + ", which was: give it a later number"
            );
        }
    }
}

void progress::refuse_partial(const migration& squashed) const {
    for (const auto& name : squashed.replaced) {
        if (std::ranges::find(entries_, name, &history_entry::name) == entries_.end()) continue;
        refuse(
            "migration " + squashed.name + " replaces " + name +
            " and others, of which this database has only some: apply them all with the scripts "
            "from before they were squashed, then try again"
        );
    }
}

void progress::require_unchanged(const history_entry& entry) const {
    const auto* const known = find(entry.version);
    if (known == nullptr) {
        refuse(
            "migration " + entry.name +
            " was applied to this database, but its script is missing: restore it"
        );
    }
    if (known->checksum != entry.checksum) {
        refuse(
            "migration " + known->name + " was edited after it was applied (its checksum is " +
            known->checksum + ", then " + entry.checksum +
            "): restore the script, and put the change into a new migration"
        );
    }
}

}  // namespace tinyorm::migrations
