#include <unamex/services/availability_service.hpp>

#include <gtest/gtest.h>

#include "services/known.hpp"
#include "services/memory_cache.hpp"
#include "services/memory_store.hpp"
#include "services/run_task.hpp"

namespace unamex::services {
namespace {

using namespace std::chrono_literals;

class availability_service : public testing::Test {
protected:
    void trust_everything() {
        for (std::size_t shard = 0; shard < 2; ++shard)
            known->trust().give(shard, clock.now() + 1s);
    }
    void register_everywhere() {
        for (std::size_t shard = 0; shard < 2; ++shard)
            known->trust().register_until(shard, clock.now() + 5s);
    }
    availability check(std::string name, strictness how = strictness::quick) {
        return tests::run(service.check(std::move(name), how));
    }

    tests::manual_clock clock;
    tests::memory_store store;
    tests::memory_cache cache;
    std::unique_ptr<known_names> known = tests::nothing_known(store.layout());
    domain::normaliser rules;
    services::availability_service service{rules, *known, cache, store, clock};
};

TEST_F(availability_service, answers_for_the_key_of_a_name) {
    store.insert("margaret");
    const auto answer = check("  Margaret ");
    EXPECT_EQ(answer.name, "  Margaret ");
    EXPECT_EQ(answer.norm, "margaret");
    EXPECT_EQ(answer.outcome, verdict::taken);
    EXPECT_EQ(answer.source, answer_source::store);
    EXPECT_EQ(answer.as_of, clock.date());
}

TEST_F(availability_service, refuses_what_nobody_can_have) {
    const auto answer = check("a");
    EXPECT_EQ(answer.outcome, verdict::refused);
    EXPECT_EQ(answer.source, answer_source::rules);
    EXPECT_EQ(answer.reason, domain::refusal::too_short);
    EXPECT_FALSE(answer.detail.empty());
}

TEST_F(availability_service, believes_the_filter_only_while_it_is_trusted) {
    EXPECT_EQ(check("margaret").source, answer_source::store);
    cache.states.clear();
    trust_everything();
    EXPECT_EQ(check("margaret").source, answer_source::filter);
    EXPECT_EQ(check("margaret").outcome, verdict::available);
    clock.move(1s);
    EXPECT_EQ(check("margaret").source, answer_source::store);
}

TEST_F(availability_service, asks_the_store_for_what_the_filter_may_contain) {
    trust_everything();
    store.insert("margaret");
    known->expect(domain::hash_name("margaret"));
    EXPECT_EQ(check("margaret").outcome, verdict::taken);
    EXPECT_EQ(check("margaret").source, answer_source::cache);
    EXPECT_EQ(store.lookups, 1U);
}

TEST_F(availability_service, needs_no_waiting_for_what_rules_or_the_filter_know) {
    trust_everything();
    EXPECT_EQ(service.check_at_once("a")->reason, domain::refusal::too_short);
    const auto free = service.check_at_once(" Margaret");
    ASSERT_TRUE(free);
    EXPECT_EQ(free->norm, "margaret");
    EXPECT_EQ(free->outcome, verdict::available);
    EXPECT_EQ(free->source, answer_source::filter);
    EXPECT_FALSE(service.check_at_once("margaret", strictness::strict));
    known->expect(domain::hash_name("margaret"));
    EXPECT_FALSE(service.check_at_once("margaret"));
}

TEST_F(availability_service, needs_no_waiting_for_what_a_cache_of_this_process_knows) {
    cache.states["margaret"] = ports::cached_state::taken;
    EXPECT_FALSE(service.check_at_once("margaret"));
    cache.answers_at_once = true;
    const auto taken = service.check_at_once("Margaret");
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->outcome, verdict::taken);
    EXPECT_EQ(taken->source, answer_source::cache);
    EXPECT_FALSE(service.check_at_once("margaret", strictness::strict));
    EXPECT_EQ(store.lookups, 0U);
}

TEST_F(availability_service, asks_the_store_when_it_must_be_strict) {
    trust_everything();
    cache.states["margaret"] = ports::cached_state::taken;
    const auto answer = check("margaret", strictness::strict);
    EXPECT_EQ(answer.source, answer_source::store);
    EXPECT_EQ(answer.outcome, verdict::available);
}

TEST_F(availability_service, tells_the_cache_when_it_asked_the_store) {
    const auto asked_at = clock.now();
    EXPECT_EQ(check("margaret").outcome, verdict::available);
    EXPECT_EQ(cache.store_asked_at, asked_at);
    clock.move(1s);
    EXPECT_EQ(check("grace").outcome, verdict::available);
    EXPECT_EQ(cache.store_asked_at, asked_at + 1s);
}

TEST_F(availability_service, tells_the_cache_of_no_free_name_that_it_did_not_ask_it_for) {
    EXPECT_EQ(check("margaret", strictness::strict).outcome, verdict::available);
    EXPECT_FALSE(cache.store_asked_at);
    store.insert("grace");
    EXPECT_EQ(check("grace", strictness::strict).outcome, verdict::taken);
    EXPECT_EQ(cache.states["grace"], ports::cached_state::taken);
}

TEST_F(availability_service, passes_by_a_cache_that_is_away) {
    cache.is_away = true;
    EXPECT_EQ(check("margaret").outcome, verdict::available);
    EXPECT_EQ(check("margaret").source, answer_source::store);
}

TEST_F(availability_service, does_not_know_when_the_shard_is_away) {
    store.set_away(store.shard_of("margaret"), true);
    const auto answer = check("margaret");
    EXPECT_EQ(answer.outcome, verdict::unknown);
    EXPECT_EQ(answer.retry_after, 1s);
}

TEST_F(availability_service, answers_each_name_of_a_batch_in_order) {
    trust_everything();
    store.insert("taken");
    known->expect(domain::hash_name("taken"));
    std::vector<std::string> names{"fresh", "taken", "x", "taken"};
    const auto answers = tests::run(service.check_all(std::move(names)));
    ASSERT_EQ(answers.size(), 4U);
    EXPECT_EQ(answers[0].outcome, verdict::available);
    EXPECT_EQ(answers[1].outcome, verdict::taken);
    EXPECT_EQ(answers[2].outcome, verdict::refused);
    EXPECT_EQ(answers[3].outcome, verdict::taken);
    EXPECT_EQ(store.lookups, 1U);
}

TEST_F(availability_service, leaves_only_the_names_of_a_shard_that_is_away_unknown) {
    store.set_away(0, true);
    std::vector<std::string> names;
    for (int i = 0; i < 50; ++i)
        names.push_back("name" + std::to_string(i));
    const auto answers = tests::run(service.check_all(names));
    for (const auto& answer : answers) {
        const auto expected =
            store.shard_of(answer.norm) == 0 ? verdict::unknown : verdict::available;
        EXPECT_EQ(answer.outcome, expected) << answer.name;
    }
}

TEST_F(availability_service, refuses_batches_that_are_too_large) {
    EXPECT_THROW(
        tests::run(service.check_all(std::vector<std::string>(101, "margaret"))),
        std::invalid_argument
    );
}

TEST_F(availability_service, believes_a_cached_available_only_while_it_is_registered) {
    store.insert("margaret");
    cache.states["margaret"] = ports::cached_state::available;  // as one that missed the claim
    EXPECT_EQ(check("margaret").outcome, verdict::taken);
    cache.states["grace"] = ports::cached_state::available;
    register_everywhere();
    EXPECT_EQ(check("grace").source, answer_source::cache);
    EXPECT_EQ(check("grace").outcome, verdict::available);
    clock.move(5s);
    EXPECT_EQ(check("grace").source, answer_source::store);
}

}  // namespace
}  // namespace unamex::services
