#include <unamex/cache/redis_answer_cache.hpp>

#include <gtest/gtest.h>

#include <atomic>

#include "private_redis.hpp"
#include "run_task.hpp"

namespace unamex::cache {
namespace {

using ports::cached_state;
using states = std::vector<std::optional<cached_state>>;
using std::chrono::milliseconds;

const redis_options quick{
    .deadline = milliseconds{200},
    .shortest_pause = milliseconds{1},
    .longest_pause = milliseconds{1}};

redis_address shared_redis() {
    return parse_redis_address(required_environment("TEST_REDIS_URL"));
}

ports::monotonic_time now() {
    return ports::machine_clock{}.now();
}

// A name that no other test uses.
std::string new_name() {
    static std::atomic<int> last = 0;
    return "name" + std::to_string(::getpid()) + "." + std::to_string(++last);
}

class redis_answers : public testing::Test {
protected:
    states find(redis_answer_cache& in, std::vector<std::string> norms) {
        return run_task(loop, in.find(std::move(norms)));
    }

    microfast::net::event_loop loop;
    redis_answer_cache cache{loop, shared_redis(), quick};
    redis_answer_cache of_another_process{loop, shared_redis(), quick};
    const std::string name = new_name();
};

TEST_F(redis_answers, are_empty_for_a_new_name) {
    EXPECT_EQ(find(cache, {name}), states{std::nullopt});
    EXPECT_EQ(find(cache, {}), states{});
}

TEST_F(redis_answers, are_shared_between_processes) {
    const auto other = new_name();
    run_task(loop, cache.remember_taken({name, other}));
    EXPECT_EQ(
        find(of_another_process, {other, new_name(), name}),
        (states{cached_state::taken, std::nullopt, cached_state::taken})
    );
}

TEST_F(redis_answers, remember_an_available_name_that_was_asked_for) {
    find(cache, {name});
    run_task(loop, cache.remember_available({name}, now()));
    EXPECT_EQ(find(of_another_process, {name}), states{cached_state::available});
}

TEST_F(redis_answers, do_not_remember_an_available_name_that_was_not_asked_for) {
    run_task(loop, cache.remember_available({name}, now()));
    EXPECT_EQ(find(cache, {name}), states{std::nullopt});
}

TEST_F(redis_answers, do_not_remember_an_answer_of_the_store_that_is_older_than_the_question) {
    const auto asked_at = now();
    find(cache, {name});  // of another check
    run_task(loop, cache.remember_available({name}, asked_at));
    EXPECT_EQ(find(cache, {name}), states{std::nullopt});
    run_task(loop, cache.remember_available({name}, now()));
    EXPECT_EQ(find(cache, {name}), states{cached_state::available});
}

TEST_F(redis_answers, do_not_call_a_name_available_that_is_being_claimed) {
    find(cache, {name});
    run_task(loop, of_another_process.announce_claim(name));
    run_task(loop, cache.remember_available({name}, now()));
    EXPECT_EQ(find(cache, {name}), states{std::nullopt});
}

TEST_F(redis_answers, do_not_call_a_name_available_that_is_taken) {
    find(cache, {name});
    run_task(loop, of_another_process.remember_taken({name}));
    run_task(loop, cache.remember_available({name}, now()));
    EXPECT_EQ(find(cache, {name}), states{cached_state::taken});
}

TEST_F(redis_answers, replace_available_when_a_claim_is_announced) {
    find(cache, {name});
    run_task(loop, cache.remember_available({name}, now()));
    run_task(loop, of_another_process.announce_claim(name));
    EXPECT_EQ(find(cache, {name}), states{std::nullopt});
}

TEST_F(redis_answers, drop_available_when_the_store_took_longer_than_it_is_valid) {
    redis_answer_cache forgetful{loop, shared_redis(), quick, {.available = milliseconds{-1}}};
    find(forgetful, {name});
    run_task(loop, forgetful.remember_available({name}, now()));
    EXPECT_EQ(find(cache, {name}), states{std::nullopt});
}

TEST_F(redis_answers, end_when_their_lifetime_ends) {
    redis_answer_cache brief{loop, shared_redis(), quick, {.taken = milliseconds{1}}};
    run_task(loop, brief.remember_taken({name}));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (find(cache, {name})[0].has_value() && std::chrono::steady_clock::now() < deadline)
        continue;
    EXPECT_EQ(find(cache, {name}), states{std::nullopt});
}

TEST_F(redis_answers, are_right_for_a_hundred_names_at_once) {
    std::vector<std::string> names;
    for (int i = 0; i < 100; ++i)
        names.push_back(new_name());
    std::vector<std::string> every_third;
    for (std::size_t i = 0; i < names.size(); i += 3)
        every_third.push_back(names[i]);
    run_task(loop, cache.remember_taken(every_third));
    const auto found = find(cache, names);
    for (std::size_t i = 0; i < names.size(); ++i)
        ASSERT_EQ(found[i].has_value(), i % 3 == 0) << i;
}

TEST_F(redis_answers, fail_at_once_where_nothing_listens) {
    redis_answer_cache nowhere{loop, parse_redis_address("unix:///nowhere/redis.sock")};
    EXPECT_THROW(find(nowhere, {name}), ports::cache_unavailable);
    EXPECT_THROW(run_task(loop, nowhere.announce_claim(name)), ports::cache_unavailable);
}

TEST_F(redis_answers, fail_where_a_port_refuses) {
    redis_answer_cache refused{loop, parse_redis_address("redis://127.0.0.1:1")};
    EXPECT_THROW(find(refused, {name}), ports::cache_unavailable);
}

class redis_faults : public testing::Test {
protected:
    bool is_there() {
        try {
            run_task(loop, cache.find({"alice"}));
            return true;
        } catch (const ports::cache_unavailable&) {
            return false;
        }
    }
    bool comes_back() {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        while (std::chrono::steady_clock::now() < deadline) {
            if (is_there()) return true;
        }
        return false;
    }

    private_redis redis;
    microfast::net::event_loop loop;
    redis_answer_cache cache{loop, {.socket_path = redis.socket()}, quick};
};

TEST_F(redis_faults, a_killed_redis_is_away_and_a_new_one_is_used) {
    run_task(loop, cache.remember_taken({"alice"}));
    redis.kill();
    EXPECT_FALSE(is_there());
    EXPECT_FALSE(is_there());
    redis.start();
    ASSERT_TRUE(comes_back());
    EXPECT_EQ(run_task(loop, cache.find({"alice"})), states{std::nullopt});
}

TEST_F(redis_faults, available_is_not_told_to_a_redis_that_has_forgotten_the_claim) {
    run_task(loop, cache.find({"bob"}));
    redis.kill();
    redis.start();
    ASSERT_TRUE(comes_back());
    run_task(loop, cache.remember_available({"bob"}, now()));
    EXPECT_EQ(run_task(loop, cache.find({"bob"})), states{std::nullopt});
}

TEST_F(redis_faults, a_stalled_redis_fails_by_the_deadline_and_then_at_once) {
    ASSERT_TRUE(is_there());
    redis_answer_cache patient{
        loop,
        {.socket_path = redis.socket()},
        {.shortest_pause = std::chrono::hours{1}, .longest_pause = std::chrono::hours{1}}};
    run_task(loop, patient.find({"alice"}));
    redis.stall();
    const auto started = std::chrono::steady_clock::now();
    EXPECT_THROW(run_task(loop, patient.announce_claim("alice")), ports::cache_unavailable);
    EXPECT_GE(std::chrono::steady_clock::now() - started, milliseconds{200});
    try {
        run_task(loop, patient.announce_claim("alice"));
        FAIL() << "a paused connection was used";
    } catch (const ports::cache_unavailable& error) {
        EXPECT_STREQ(error.what(), "Redis is away: no reply in 200 ms");
    }
    redis.go_on();
    EXPECT_TRUE(comes_back());
}

TEST_F(redis_faults, a_late_announcement_is_carried_out_when_redis_goes_on) {
    run_task(loop, cache.find({"carol"}));
    redis.stall();
    EXPECT_THROW(run_task(loop, cache.announce_claim("carol")), ports::cache_unavailable);
    redis.go_on();
    ASSERT_TRUE(comes_back());
    run_task(loop, cache.remember_available({"carol"}, now()));
    EXPECT_EQ(run_task(loop, cache.find({"carol"})), states{std::nullopt});
}

microfast::task<> count_answer(
    redis_answer_cache& cache,
    int& answered,
    int& failed,
    int& left,
    microfast::net::event_loop& loop
) {
    std::vector<std::string> names{"alice"};
    try {
        (void)co_await cache.find(std::move(names));
        ++answered;
    } catch (const ports::cache_unavailable&) {
        ++failed;
    }
    if (--left == 0) loop.stop();
}

TEST_F(redis_faults, every_call_that_waits_fails_when_redis_dies) {
    ASSERT_TRUE(is_there());
    int answered = 0;
    int failed = 0;
    int left = 200;
    redis.stall();
    for (int i = left; i > 0; --i)
        loop.spawn(count_answer(cache, answered, failed, left, loop));
    redis.kill();
    loop.run();
    EXPECT_EQ(answered + failed, 200);
    EXPECT_EQ(failed, 200);
}

TEST_F(redis_faults, many_calls_at_once_travel_on_one_connection) {
    int answered = 0;
    int failed = 0;
    int left = 2'000;
    for (int i = left; i > 0; --i)
        loop.spawn(count_answer(cache, answered, failed, left, loop));
    loop.run();
    EXPECT_EQ(answered, 2'000);
    EXPECT_EQ(failed, 0);
}

TEST_F(redis_faults, a_hundred_available_names_are_remembered_in_one_round_trip) {
    std::vector<std::string> names;
    for (int i = 0; i < 100; ++i)
        names.push_back("free" + std::to_string(i));
    run_task(loop, cache.find(names));
    const auto before = redis.reads();
    run_task(loop, cache.remember_available(names, now()));
    // The commands of one round trip are read in a few pieces; one each would be a hundred reads.
    EXPECT_LE(redis.reads() - before, 10);
    EXPECT_EQ(run_task(loop, cache.find(names)), states(100, cached_state::available));
}

class redis_settings : public redis_faults {
protected:
    void TearDown() override { redis.kill(); }  // it would ask who stops it for the password

    bool is_there(const std::string& url) {
        const auto address = parse_redis_address(url);
        auto told = [this](redis_health::notice, const std::string& sentence) {
            said.push_back(sentence);
        };
        auto options = quick;
        options.health = std::make_shared<redis_health>(address, std::move(told));
        redis_answer_cache asked{loop, address, options};
        for (int attempt = 0; attempt < 20; ++attempt) {
            if (run_task(loop, asked.is_there())) return true;
        }
        return false;
    }

    std::vector<std::string> said;
};

TEST_F(redis_settings, that_are_right_are_used) {
    (void)redis.ask("config set requirepass secret");
    EXPECT_TRUE(is_there("unix://:secret@" + redis.socket() + "?db=3"));
    EXPECT_TRUE(is_there("unix://default:secret@" + redis.socket()));
    ASSERT_EQ(said.size(), 2U);
    EXPECT_TRUE(said.front().ends_with("answers"));
}

TEST_F(redis_settings, with_a_wrong_password_or_none_are_told_once) {
    (void)redis.ask("config set requirepass secret");
    EXPECT_FALSE(is_there("unix://:wrong@" + redis.socket()));
    EXPECT_FALSE(is_there("unix://" + redis.socket()));
    ASSERT_EQ(said.size(), 2U);
    EXPECT_NE(said[0].find("WRONGPASS"), std::string::npos) << said[0];
    EXPECT_NE(said[1].find("NOAUTH"), std::string::npos) << said[1];
    for (const auto& sentence : said)
        EXPECT_NE(sentence.find("correct the user and password"), std::string::npos) << sentence;
}

TEST_F(redis_settings, with_a_database_that_is_not_there_are_told_once) {
    EXPECT_FALSE(is_there("unix://" + redis.socket() + "?db=99"));
    ASSERT_EQ(said.size(), 1U);
    EXPECT_NE(said[0].find("it has no such database"), std::string::npos) << said[0];
}

TEST_F(redis_settings, with_a_host_that_does_not_exist_are_told_once) {
    EXPECT_FALSE(is_there("redis://no.such.host.invalid"));
    ASSERT_EQ(said.size(), 1U);
    EXPECT_NE(said[0].find("there is no host no.such.host.invalid"), std::string::npos) << said[0];
}

TEST_F(redis_faults, a_cache_may_be_destroyed_while_a_call_waits) {
    auto doomed = std::make_unique<redis_answer_cache>(
        loop, redis_address{.socket_path = redis.socket()}, quick
    );
    int answered = 0;
    int failed = 0;
    int left = 1;
    loop.spawn(count_answer(*doomed, answered, failed, left, loop));
    loop.post([&] {
        doomed.reset();
        loop.stop();
    });
    loop.run();
    EXPECT_TRUE(is_there());
}

}  // namespace
}  // namespace unamex::cache
