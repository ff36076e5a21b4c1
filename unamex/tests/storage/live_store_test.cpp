#include <unamex/services/availability_service.hpp>
#include <unamex/services/claim_service.hpp>
#include <unamex/services/live_names.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <ctime>
#include <functional>
#include <thread>

#include "services/memory_cache.hpp"
#include "services/run_task.hpp"
#include "storage/fresh_shards.hpp"
#include "temporary_directory.hpp"

namespace unamex {
namespace {

using namespace std::chrono_literals;
using tests::backend;

/// One process with its services, and another one that writes to the same shards.
class live_store : public testing::TestWithParam<backend> {
protected:
    std::unique_ptr<services::live_names> start() {
        services::live_names_options options{
            .snapshots = {.directory = directory.path(), .key_version = 1}};
        auto names =
            std::make_unique<services::live_names>(std::move(options), *store, *store, clock);
        names->start_blocking();
        return names;
    }
    /// A process that may write, until `retire`.
    class other_process {
    public:
        explicit other_process(const tests::fresh_shards& shards)
            : store{shards.open({.key_version = 1})} {
            for (const auto shard : {0U, 1U}) {
                while (store->renew_blocking(shard) > 0ms)
                    std::this_thread::sleep_for(50ms);
            }
            const auto renew = [this] {
                for (const auto shard : {0U, 1U})
                    store->renew_blocking(shard);
            };
            renewing = std::make_unique<services::periodic_thread>(ports::writer_renewal, renew);
        }
        void retire() {
            renewing.reset();
            for (const auto shard : {0U, 1U})
                store->retire_blocking(shard);
        }

        std::unique_ptr<storage::sharded_store> store;
        std::unique_ptr<services::periodic_thread> renewing;
    };

    void claim_with(other_process& other, const std::string& norm) {
        ports::claim_command command{
            .username = norm, .norm = norm, .owner = "other", .claim_id = "other-" + norm};
        ASSERT_EQ(
            tests::run(loop, other.store->claim(std::move(command))).outcome,
            ports::claim_outcome::created
        );
    }
    static bool eventually(const std::function<bool()>& holds) {
        for (int turn = 0; turn < 2000; ++turn) {
            if (holds()) return true;
            std::this_thread::sleep_for(5ms);
        }
        return false;
    }
    static bool all_trusted(const services::live_names& names) {
        return std::ranges::all_of(names.readiness(), &services::shard_readiness::is_trusted);
    }
    static bool none_trusted(const services::live_names& names) {
        return std::ranges::none_of(names.readiness(), &services::shard_readiness::is_trusted);
    }

    tests::temporary_directory directory;
    ports::machine_clock clock;
    domain::normaliser rules;
    microfast::net::event_loop loop;
    tests::fresh_shards shards{GetParam(), 2};
    std::unique_ptr<storage::sharded_store> store = shards.open({.key_version = 1});
};

#ifdef CLOCK_BOOTTIME
TEST(machine_clock, counts_the_time_in_which_the_machine_is_suspended) {
    const auto since_boot = [] {
        std::timespec read{};
        EXPECT_EQ(::clock_gettime(CLOCK_BOOTTIME, &read), 0);
        return std::chrono::seconds{read.tv_sec} + std::chrono::nanoseconds{read.tv_nsec};
    };
    const auto before = since_boot();
    const auto now = ports::machine_clock{}.now().time_since_epoch();
    EXPECT_LE(before, now);
    EXPECT_LE(now, since_boot());
}
#endif

TEST_P(live_store, trusts_its_filter_only_while_nobody_else_writes) {
    const auto names = start();
    EXPECT_TRUE(eventually([&] { return all_trusted(*names); }));
    other_process other{shards};
    EXPECT_TRUE(none_trusted(*names)) << "the other one may write by now";
    claim_with(other, "margaret");
    EXPECT_TRUE(eventually([&] { return names->known().index().contains("margaret"); }));
    EXPECT_TRUE(none_trusted(*names));
    other.retire();
    EXPECT_TRUE(eventually([&] { return all_trusted(*names); }));
    EXPECT_FALSE(names->known().is_surely_free(domain::hash_name("margaret"), clock));
}

TEST_P(live_store, never_calls_a_name_available_that_another_process_was_given) {
    const auto names = start();
    tests::memory_cache cache;
    services::availability_service service{rules, names->known(), cache, *store, clock};
    const auto check = [&](const std::string& name) {
        cache.states.clear();  // each process has its own in the embedded set-up
        return tests::run(loop, service.check(name)).outcome;
    };
    ASSERT_TRUE(eventually([&] { return all_trusted(*names); }));
    other_process other{shards};
    for (int i = 0; i < 100; ++i) {
        const auto name = "name" + std::to_string(i);
        EXPECT_EQ(check(name), services::verdict::available);
        claim_with(other, name);
        EXPECT_EQ(check(name), services::verdict::taken) << name;
    }
}

TEST_P(live_store, knows_its_own_claims_at_once) {
    const auto names = start();
    tests::memory_cache cache;
    services::availability_service checks{rules, names->known(), cache, *store, clock};
    services::claim_service claims{rules, names->known(), cache, *store};
    ASSERT_TRUE(eventually([&] { return all_trusted(*names); }));
    services::claim_request request{.username = "Margaret", .owner = "ada", .idempotency_key = "1"};
    EXPECT_EQ(tests::run(loop, claims.claim(request)).status, services::claim_status::created);
    EXPECT_EQ(tests::run(loop, checks.check("margaret")).outcome, services::verdict::taken);
    EXPECT_TRUE(names->known().index().contains("margaret"));
    const auto again = tests::run(loop, claims.claim(request));
    EXPECT_EQ(again.status, services::claim_status::created);
    EXPECT_TRUE(again.is_replay);
    request.username = "Grace";
    EXPECT_EQ(tests::run(loop, claims.claim(request)).status, services::claim_status::key_reused);
}

TEST_P(live_store, catches_up_with_what_happened_while_it_was_stopped) {
    auto names = start();
    names->leave_blocking();
    names->save_blocking();
    names.reset();
    other_process other{shards};
    std::vector<ports::loaded_name> loaded;
    for (int i = 0; i < 3'000; ++i) {
        const auto norm = "name" + std::to_string(i);
        if (other.store->layout().shard_of(domain::hash_name(norm)) == 0)
            loaded.push_back({norm, norm, 9});
    }
    other.store->load_blocking(0, loaded, "import");
    other.retire();
    names = start();
    for (const auto& name : loaded) {
        ASSERT_TRUE(names->known().index().contains(name.norm)) << name.norm;
        ASSERT_FALSE(names->known().is_surely_free(domain::hash_name(name.norm), clock));
    }
}

class live_store_on_postgres : public live_store {};

TEST_P(
    live_store_on_postgres, trusts_nothing_once_a_writer_may_write_whose_registration_came_late
) {
    const auto names = start();
    ASSERT_TRUE(eventually([&] { return all_trusted(*names); }));
    const auto longer_than_the_wait =
        std::chrono::duration<double>(ports::first_write_delay + 200ms);
    for (const auto shard : {0U, 1U}) {
        shards.execute(
            shard,
            "CREATE FUNCTION commit_late() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN PERFORM pg_sleep(" +
                std::to_string(longer_than_the_wait.count()) +
                "); RETURN NULL; END';"
                "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON writers DEFERRABLE INITIALLY "
                "DEFERRED FOR EACH ROW EXECUTE FUNCTION commit_late()"
        );
    }
    const other_process other{shards};
    EXPECT_TRUE(none_trusted(*names)) << "the other one may write by now";
}

INSTANTIATE_TEST_SUITE_P(
    every, live_store_on_postgres, testing::Values(backend::postgres), tests::name_of
);

INSTANTIATE_TEST_SUITE_P(
    every, live_store, testing::Values(backend::sqlite, backend::postgres), tests::name_of
);

}  // namespace
}  // namespace unamex
