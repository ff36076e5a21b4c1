#include <unamex/services/claim_service.hpp>

#include <gtest/gtest.h>

#include "services/known.hpp"
#include "services/memory_cache.hpp"
#include "services/memory_store.hpp"
#include "services/run_task.hpp"

namespace unamex::services {
namespace {

class claim_service : public testing::Test {
protected:
    claim_answer claim(
        std::string username, std::string owner, std::optional<std::string> key = {}
    ) {
        claim_request request{
            .username = std::move(username),
            .owner = std::move(owner),
            .idempotency_key = std::move(key)};
        return tests::run(service.claim(std::move(request)));
    }

    tests::memory_store store;
    tests::memory_cache cache;
    std::unique_ptr<known_names> known = tests::nothing_known(store.layout());
    domain::normaliser rules;
    static constexpr std::chrono::milliseconds availables_end{100};
    services::claim_service service{rules, *known, cache, store, availables_end};
};

TEST_F(claim_service, gives_a_free_name_to_the_first_who_claims_it) {
    const auto first = claim("Margaret", "ada");
    EXPECT_EQ(first.status, claim_status::created);
    EXPECT_EQ(first.record.username, "Margaret");
    EXPECT_EQ(first.record.owner, "ada");
    const auto second = claim("margaret", "bob");
    EXPECT_EQ(second.status, claim_status::taken);
    EXPECT_EQ(second.record.owner, "ada");
}

TEST_F(claim_service, refuses_what_nobody_can_have) {
    const auto answer = claim("12345", "ada");
    EXPECT_EQ(answer.status, claim_status::refused);
    EXPECT_EQ(answer.reason, domain::refusal::all_digits);
}

TEST_F(claim_service, tells_filter_index_and_cache) {
    claim("Margaret", "ada");
    EXPECT_TRUE(known->filter().might_contain(domain::hash_name("margaret")));
    EXPECT_TRUE(known->index().contains("margaret"));
    EXPECT_EQ(cache.states.at("margaret"), ports::cached_state::taken);
    EXPECT_TRUE(cache.announced.contains("margaret"));
}

TEST_F(claim_service, puts_the_name_into_the_filter_before_the_store_is_asked) {
    store.set_away(store.shard_of("margaret"), true);
    EXPECT_THROW(claim("margaret", "ada"), ports::store_unavailable);
    EXPECT_TRUE(known->filter().might_contain(domain::hash_name("margaret")));
    EXPECT_FALSE(known->index().contains("margaret"));
}

TEST_F(claim_service, claims_nothing_that_it_cannot_announce) {
    cache.is_away = true;
    EXPECT_THROW(claim("margaret", "ada"), ports::cache_unavailable);
    EXPECT_FALSE(known->filter().might_contain(domain::hash_name("margaret")));
    cache.is_away = false;
    EXPECT_EQ(claim("margaret", "bob").status, claim_status::created);
}

TEST_F(claim_service, tells_the_store_which_cache_has_heard_of_the_claim) {
    cache.id = "the one of this test";
    claim("margaret", "ada");
    EXPECT_EQ(store.announced_to, cache.id);
}

TEST_F(claim_service, tells_the_cache_before_it_answers_when_that_comes_back) {
    cache.failures_to_remember = 3;
    EXPECT_EQ(claim("margaret", "ada").status, claim_status::created);
    EXPECT_EQ(cache.states.at("margaret"), ports::cached_state::taken);
}

TEST_F(claim_service, answers_without_the_cache_only_when_every_available_in_it_has_ended) {
    cache.failures_to_remember = 1000;
    const auto before = std::chrono::steady_clock::now();
    EXPECT_EQ(claim("margaret", "ada").status, claim_status::created);
    EXPECT_GE(std::chrono::steady_clock::now() - before, availables_end);
}

TEST_F(claim_service, repeats_its_answer_to_a_repeated_request) {
    const auto first = claim("margaret", "ada", "key-1");
    const auto again = claim("margaret", "ada", "key-1");
    EXPECT_FALSE(first.is_replay);
    EXPECT_TRUE(again.is_replay);
    EXPECT_EQ(again.status, claim_status::created);
    EXPECT_EQ(again.record, first.record);
}

TEST_F(claim_service, refuses_a_key_that_came_with_another_name) {
    claim("margaret", "ada", "key-1");
    EXPECT_EQ(claim("grace", "ada", "key-1").status, claim_status::key_reused);
    EXPECT_FALSE(known->index().contains("grace"));
}

TEST_F(claim_service, keeps_the_keys_of_owners_apart) {
    claim("margaret", "ada", "key-1");
    EXPECT_EQ(claim("grace", "bob", "key-1").status, claim_status::created);
    EXPECT_EQ(claim("joan", "ad", "akey-1").status, claim_status::created);
}

}  // namespace
}  // namespace unamex::services
