// Every order in which two checks and a claim of one name can happen, with time passing, processes
// dying and Redis losing its memory at any point: is "available" ever found when it must not be?
// The steps are those that ports::answer_cache prescribes; lifetimes are shortened in proportion.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <compare>
#include <optional>
#include <set>
#include <vector>

namespace unamex::cache {
namespace {

enum class promise : std::uint8_t {
    after_acknowledgement,  // whatever happens to Redis
    after_commit,           // as long as Redis keeps its memory
};

struct rules {
    bool announces_claims = true;
    bool available_only_where_nothing_is = true;
    bool available_ends_counted_from_find = true;
    bool available_only_on_the_connection_of_find = true;
    bool acknowledges_after_remembering = true;
    int longest_commit = 3;  // after the announcement
    int shortest_wait = 2;   // from the commit to an acknowledgement without remembering
};

constexpr int available_lifetime = 2;
constexpr int claiming_lifetime = 4;
constexpr int taken_lifetime = 100;
constexpr int last_moment = 6;
constexpr int most_restarts = 1;

enum class value : std::uint8_t { nothing, available, claiming, taken };
enum class check_step : std::uint8_t { find, ask_store, remember, done };
enum class claim_step : std::uint8_t { announce, commit, remember, acknowledge, done };

struct check {
    check_step next = check_step::find;
    int found_at = 0;
    int connection = 0;
    auto operator<=>(const check&) const = default;
};

struct world {
    int now = 0;
    int restarts = 0;
    value cached = value::nothing;
    int cached_until = 0;
    bool is_claimed = false;  // in the store
    bool is_acknowledged = false;
    claim_step claim = claim_step::announce;
    int announced_at = 0;
    int committed_at = 0;
    std::array<check, 2> checks;
    auto operator<=>(const world&) const = default;

    [[nodiscard]] value visible() const { return now < cached_until ? cached : value::nothing; }
    void set(value to, int until) {
        cached = to;
        cached_until = until;
    }
    [[nodiscard]] bool breaks(promise given) const {
        const auto is_due = given == promise::after_commit ? is_claimed : is_acknowledged;
        return is_due && visible() == value::available;
    }
};

std::optional<world> after_check(world after, std::size_t which, const rules& kept) {
    auto& check = after.checks[which];
    switch (check.next) {
        case check_step::find:
            check = {check_step::ask_store, after.now, after.restarts};
            if (after.visible() != value::nothing) check.next = check_step::done;
            return after;
        case check_step::ask_store:
            check.next = after.is_claimed ? check_step::done : check_step::remember;
            return after;
        case check_step::remember: {
            check.next = check_step::done;
            const auto is_same = check.connection == after.restarts;
            if (kept.available_only_on_the_connection_of_find && !is_same) return after;
            if (kept.available_only_where_nothing_is && after.visible() != value::nothing)
                return after;
            const auto from = kept.available_ends_counted_from_find ? check.found_at : after.now;
            if (from + available_lifetime > after.now) {
                after.set(value::available, from + available_lifetime);
            }
            return after;
        }
        case check_step::done: check = {}; return after;
    }
    return std::nullopt;
}

// Redis has gone away since the commit.
std::optional<world> after_failing_to_remember(world after, const rules& kept) {
    const auto has_waited = after.now >= after.committed_at + kept.shortest_wait;
    if (after.claim != claim_step::remember || !has_waited) return std::nullopt;
    after.claim = claim_step::acknowledge;
    return after;
}

std::optional<world> after_claim(world after, const rules& kept) {
    switch (after.claim) {
        case claim_step::announce:
            if (kept.announces_claims) after.set(value::claiming, after.now + claiming_lifetime);
            after.announced_at = after.now;
            after.claim = claim_step::commit;
            return after;
        case claim_step::commit:
            if (after.now > after.announced_at + kept.longest_commit) return std::nullopt;
            after.is_claimed = true;
            after.committed_at = after.now;
            after.is_acknowledged = !kept.acknowledges_after_remembering;
            after.claim = claim_step::remember;
            return after;
        case claim_step::remember:
            after.set(value::taken, after.now + taken_lifetime);
            after.claim = claim_step::acknowledge;
            return after;
        case claim_step::acknowledge:
            after.is_acknowledged = true;
            after.claim = claim_step::done;
            return after;
        case claim_step::done: return std::nullopt;
    }
    return std::nullopt;
}

// That a process dies is in here too: nobody has to take the next step.
std::vector<world> successors(const world& before, promise given, const rules& kept) {
    std::vector<world> next;
    for (std::size_t which = 0; which < before.checks.size(); ++which) {
        if (auto after = after_check(before, which, kept)) next.push_back(*after);
    }
    if (auto after = after_claim(before, kept)) next.push_back(*after);
    if (auto after = after_failing_to_remember(before, kept)) next.push_back(*after);
    if (before.now < last_moment) {
        next.push_back(before);
        ++next.back().now;
    }
    if (given == promise::after_acknowledgement && before.restarts < most_restarts) {
        next.push_back(before);
        ++next.back().restarts;
        next.back().set(value::nothing, 0);
    }
    return next;
}

bool is_kept(promise given, const rules& kept) {
    std::set<world> known{world{}};
    std::vector<world> open{world{}};
    while (!open.empty()) {
        const auto before = open.back();
        open.pop_back();
        if (before.breaks(given)) return false;
        for (auto after : successors(before, given, kept)) {
            std::ranges::sort(after.checks);  // which check is which does not matter
            if (known.insert(after).second) open.push_back(after);
        }
    }
    return true;
}

TEST(claim_protocol, never_shows_a_name_as_available_after_its_claim_was_acknowledged) {
    EXPECT_TRUE(is_kept(promise::after_acknowledgement, {}));
}

TEST(
    claim_protocol, never_shows_a_name_as_available_after_its_commit_while_redis_keeps_its_memory
) {
    EXPECT_TRUE(is_kept(promise::after_commit, {}));
}

TEST(claim_protocol, needs_available_to_be_written_only_where_nothing_is) {
    const rules broken{.available_only_where_nothing_is = false};
    EXPECT_FALSE(is_kept(promise::after_acknowledgement, broken));
    EXPECT_FALSE(is_kept(promise::after_commit, broken));
}

TEST(claim_protocol, needs_available_to_be_written_on_the_connection_that_did_not_find_it) {
    const rules broken{.available_only_on_the_connection_of_find = false};
    EXPECT_FALSE(is_kept(promise::after_acknowledgement, broken));
}

TEST(claim_protocol, needs_taken_to_be_remembered_before_the_acknowledgement) {
    const rules broken{.acknowledges_after_remembering = false};
    EXPECT_FALSE(is_kept(promise::after_acknowledgement, broken));
}

TEST(claim_protocol, needs_an_acknowledgement_without_remembering_to_wait) {
    EXPECT_FALSE(is_kept(promise::after_acknowledgement, {.shortest_wait = 1}));
}

TEST(claim_protocol, needs_claims_to_be_announced) {
    const rules broken{.announces_claims = false};
    EXPECT_FALSE(is_kept(promise::after_commit, broken));
}

TEST(claim_protocol, needs_available_to_end_counted_from_the_question) {
    const rules broken{.available_ends_counted_from_find = false};
    EXPECT_FALSE(is_kept(promise::after_commit, broken));
}

TEST(claim_protocol, needs_the_commit_to_come_before_its_announcement_ends) {
    EXPECT_FALSE(is_kept(promise::after_commit, {.longest_commit = claiming_lifetime}));
}

}  // namespace
}  // namespace unamex::cache
