/// @file
/// How far a database has come on the way of its migrations.
#pragma once

#include <tinyorm/migrations/history.hpp>
#include <tinyorm/migrations/migration.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tinyorm::migrations {

enum class migration_state : std::uint8_t {
    applied,
    pending,
    edited,       ///< applied, but the script has changed since
    missing,      ///< applied, but there is no script any more
    interrupted,  ///< a section without transaction stopped half-way
};

[[nodiscard]] std::string_view to_string(migration_state state) noexcept;

struct migration_status {
    std::string name;
    migration_state state = migration_state::pending;
    std::optional<timestamp> applied_at{};
};

/// The scripts there are, held against what a database remembers. A squashed migration counts as
/// applied if all that it replaces are.
///
/// Lifetime: of the migrations. Errors: `migration_refused` for what cannot go on safely.
class progress {
public:
    progress(std::span<const migration> migrations, std::vector<history_entry> entries);

    /// What is to be applied, in order; first, perhaps, one that stopped half-way and may be run
    /// again.
    [[nodiscard]] std::vector<const migration*> pending() const;

    /// The newest `steps` that are applied, newest first.
    [[nodiscard]] std::vector<const migration*> newest(std::size_t steps) const;

    /// Every migration, known or applied, in order.
    [[nodiscard]] std::vector<migration_status> status() const;

    /// Squashed migrations that the history should have in the place of those that they replace.
    [[nodiscard]] const std::vector<const migration*>& adopted() const noexcept { return adopted_; }

    /// True if the database has begun with it, whether it came to an end or not.
    [[nodiscard]] bool has_begun(const migration& one) const;

private:
    void adopt(const migration& squashed);
    void refuse_partial(const migration& squashed) const;
    void require_consistent() const;
    void require_unchanged(const history_entry& entry) const;
    [[nodiscard]] const migration* find(i64 version) const;
    [[nodiscard]] const history_entry* find_entry(i64 version) const;

    std::span<const migration> migrations_;  // in order of version
    std::vector<history_entry> entries_;     // the same
    std::vector<const migration*> adopted_;
};

}  // namespace tinyorm::migrations
