#include <microfast/net/deadline_wheel.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <random>
#include <vector>

namespace microfast::net {

namespace {

using std::chrono::milliseconds;
using time_point = deadline_wheel::time_point;

constexpr time_point start{std::chrono::hours{5}};

class entry final : public deadline_wheel::entry {
public:
    explicit entry(std::function<void()> action = [] {}) : action_{std::move(action)} {}

    void on_deadline(time_point now) override {
        called_at = now;
        ++calls;
        action_();
    }

    int calls = 0;
    time_point called_at;

private:
    std::function<void()> action_;
};

TEST(deadline_wheel, calls_an_entry_at_the_first_tick_after_its_deadline) {
    deadline_wheel wheel{start, milliseconds{10}};
    entry waiting;
    wheel.schedule(waiting, start + milliseconds{25});
    wheel.run_expired(start + milliseconds{29});
    EXPECT_EQ(waiting.calls, 0);
    wheel.run_expired(start + milliseconds{30});
    EXPECT_EQ(waiting.calls, 1);
    EXPECT_TRUE(wheel.is_empty());
    wheel.run_expired(start + milliseconds{9000});
    EXPECT_EQ(waiting.calls, 1);
}

TEST(deadline_wheel, follows_deadlines_that_move) {
    deadline_wheel wheel{start, milliseconds{10}};
    entry later;
    entry earlier;
    wheel.schedule(later, start + milliseconds{20});
    wheel.schedule(later, start + milliseconds{70});
    wheel.schedule(earlier, start + milliseconds{70});
    wheel.schedule(earlier, start + milliseconds{20});
    wheel.run_expired(start + milliseconds{60});
    EXPECT_EQ(later.calls, 0);
    EXPECT_EQ(earlier.calls, 1);
    wheel.run_expired(start + milliseconds{70});
    EXPECT_EQ(later.calls, 1);
}

TEST(deadline_wheel, forgets_entries_that_are_cancelled_or_destroyed) {
    deadline_wheel wheel{start, milliseconds{10}};
    entry cancelled;
    wheel.schedule(cancelled, start);
    wheel.cancel(cancelled);
    {
        entry destroyed;
        wheel.schedule(destroyed, start);
    }
    EXPECT_TRUE(wheel.is_empty());
    wheel.run_expired(start + milliseconds{100});
    EXPECT_EQ(cancelled.calls, 0);
}

TEST(deadline_wheel, lets_an_entry_destroy_itself_and_others) {
    deadline_wheel wheel{start, milliseconds{10}};
    std::list<std::unique_ptr<entry>> entries;
    const auto destroy_all = [&] { auto destroyed = std::move(entries); };
    for (int i = 0; i < 3; ++i) {
        entries.push_back(std::make_unique<entry>(destroy_all));
        wheel.schedule(*entries.back(), start + milliseconds{5});
    }
    wheel.run_expired(start + milliseconds{50});
    EXPECT_TRUE(wheel.is_empty());
}

TEST(deadline_wheel, lets_an_entry_schedule_itself_again) {
    deadline_wheel wheel{start, milliseconds{10}};
    std::optional<entry> again;
    again.emplace([&] { wheel.schedule(*again, start); });
    wheel.schedule(*again, start);
    wheel.run_expired(start + milliseconds{10});
    wheel.run_expired(start + milliseconds{20});
    EXPECT_EQ(again->calls, 2);
}

TEST(deadline_wheel, catches_up_after_a_long_pause) {
    deadline_wheel wheel{start, milliseconds{1}};
    std::list<entry> entries(2000);
    int offset = 0;
    for (auto& each : entries)
        wheel.schedule(each, start + milliseconds{++offset});
    wheel.run_expired(start + std::chrono::hours{1});
    for (const auto& each : entries)
        EXPECT_EQ(each.calls, 1);
}

TEST(deadline_wheel, agrees_with_a_list_that_is_searched_at_each_tick) {
    constexpr milliseconds tick{10};
    deadline_wheel wheel{start, tick};
    std::mt19937 random{11};
    std::vector<std::unique_ptr<entry>> entries;
    std::vector<std::optional<time_point>> due(50);
    std::vector<int> calls(50);
    for (int i = 0; i < 50; ++i)
        entries.push_back(std::make_unique<entry>());
    time_point now = start;
    for (int step = 0; step < 20'000; ++step) {
        const std::size_t which = random() % entries.size();
        switch (random() % 4) {
            case 0:
            case 1:
                due[which] = now + milliseconds{random() % 9000};
                wheel.schedule(*entries[which], *due[which]);
                break;
            case 2:
                due[which].reset();
                wheel.cancel(*entries[which]);
                break;
            default:
                now += tick * (random() % 8);
                wheel.run_expired(now);
                for (std::size_t i = 0; i < due.size(); ++i) {
                    if (!due[i] || *due[i] > now || now - *due[i] < tick) continue;
                    EXPECT_GT(entries[i]->calls, calls[i]) << "more than a tick late";
                }
        }
        for (std::size_t i = 0; i < due.size(); ++i) {
            if (entries[i]->calls == calls[i]) continue;
            ASSERT_TRUE(due[i].has_value());
            EXPECT_LE(*due[i], now) << "too early";
            calls[i] = entries[i]->calls;
            due[i].reset();
        }
    }
}

}  // namespace

}  // namespace microfast::net
