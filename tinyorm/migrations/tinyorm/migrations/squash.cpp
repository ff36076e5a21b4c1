#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/script_text.hpp>
#include <tinyorm/migrations/squash.hpp>

#include <algorithm>

namespace tinyorm::migrations {
namespace {

[[noreturn]] void refuse(const std::string& message) {
    throw error(error_kind::migration_refused, message);
}

void require_transactions(std::span<const migration> joined_ones) {
    for (const auto& one : joined_ones) {
        const bool is_whole = one.up.transaction == transaction_use::whole &&
                              (!one.down || one.down->transaction == transaction_use::whole);
        if (is_whole) continue;
        refuse(
            "migration " + one.name +
            " runs without transaction and cannot be joined with others that somebody wrote by "
            "hand: squash only those before it"
        );
    }
}

// Everything they do, and if each can be reverted, everything that reverts them.
void join(migration& squashed, std::span<const migration> ones) {
    require_transactions(ones);
    bool can_go_back = true;
    std::string down;
    for (const auto& one : ones) {
        squashed.up.sql += "-- " + one.name + '\n' + one.up.sql;
        can_go_back = can_go_back && one.down.has_value();
        if (one.down) down.insert(0, "-- " + one.name + '\n' + one.down->sql);
    }
    if (can_go_back) squashed.down = section{.sql = std::move(down)};
}

bool is_generated(const directory& home, const migration& one) {
    return one.seal == seal_state::intact && home.state_of(one).has_value();
}

}  // namespace

planned_migration squash(const directory& home, std::span<const migration> oldest) {
    if (oldest.size() < 2) refuse("there are not two migrations to squash");
    const std::vector<migration> known{oldest.begin(), oldest.end()};
    const auto state = home.newest_state(known);
    if (!state) refuse("none of these migrations has recorded the state that it leads to");
    const auto& last = oldest.back().name;
    migration squashed{.name = last.substr(0, last.find('_')) + "_squashed"};
    squashed.dialect = state->dialect;
    for (const auto& one : oldest)
        squashed.replaced.push_back(one.name);
    if (squashed.replaced.back() == squashed.name)
        refuse("the last of them is squashed already: squash up to a later one");
    if (std::ranges::all_of(oldest, [&home](const migration& one) {
            return is_generated(home, one);
        })) {
        const schema_state nothing{.dialect = state->dialect};
        squashed.up.sql = joined(to_sql(difference(nothing, *state)));
        squashed.down = section{.sql = joined(to_sql(difference(*state, nothing)))};
    } else {
        join(squashed, oldest);
    }
    return {squashed.name, to_script(squashed), *state};
}

}  // namespace tinyorm::migrations
