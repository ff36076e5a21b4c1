#include <unamex/observability/metrics_registry.hpp>

#include <gmock/gmock.h>

#include <stdexcept>
#include <thread>

namespace unamex::observability {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(metrics_registry, writes_counters_of_one_name_as_one_family) {
    metrics_registry metrics;
    const auto hits =
        metrics.make_counter("answers_total", "Answers given.", {{"source", "cache"}});
    const auto misses =
        metrics.make_counter("answers_total", "Answers given.", {{"source", "store"}});
    hits.add();
    hits.add(4);
    misses.add();
    EXPECT_EQ(
        metrics.to_text(),
        "# HELP answers_total Answers given.\n"
        "# TYPE answers_total counter\n"
        "answers_total{source=\"cache\"} 5\n"
        "answers_total{source=\"store\"} 1\n"
    );
}

TEST(metrics_registry, sorts_durations_into_cumulative_buckets) {
    metrics_registry metrics;
    const auto durations = metrics.make_histogram("check_seconds", "How long.");
    durations.observe(50us);
    durations.observe(51us);
    durations.observe(2ms);
    durations.observe(1h);
    const auto text = metrics.to_text();
    EXPECT_THAT(text, HasSubstr("check_seconds_bucket{le=\"5e-05\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("check_seconds_bucket{le=\"0.0001\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("check_seconds_bucket{le=\"0.0025\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("check_seconds_bucket{le=\"10\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("check_seconds_bucket{le=\"+Inf\"} 4\n"));
    EXPECT_THAT(text, HasSubstr("check_seconds_count 4\n"));
    EXPECT_THAT(text, HasSubstr("check_seconds_sum 3600.002101\n"));
}

TEST(metrics_registry, counts_a_negative_duration_as_none) {
    metrics_registry metrics;
    metrics.make_histogram("check_seconds", "How long.").observe(-1s);
    EXPECT_THAT(metrics.to_text(), HasSubstr("check_seconds_sum 0\n"));
}

TEST(metrics_registry, asks_for_a_gauge_when_it_is_read) {
    metrics_registry metrics;
    double level = 1;
    metrics.add_gauge("filter_fill_ratio", "How full.", {}, [&] { return level; });
    level = 0.25;
    EXPECT_THAT(metrics.to_text(), HasSubstr("filter_fill_ratio 0.25\n"));
}

TEST(metrics_registry, adds_up_the_counts_of_threads) {
    metrics_registry metrics;
    const auto hits = metrics.make_counter("hits_total", "Hits.");
    hits.add();
    std::thread{[&] { hits.add(2); }}.join();
    EXPECT_THAT(metrics.to_text(), HasSubstr("hits_total 3\n"));
}

TEST(metrics_registry, escapes_what_a_label_contains) {
    metrics_registry metrics;
    metrics.make_counter("hits_total", "Hits.", {{"shard", "a\"b\\c\nd"}}).add();
    EXPECT_THAT(metrics.to_text(), HasSubstr("hits_total{shard=\"a\\\"b\\\\c\\nd\"} 1\n"));
}

TEST(metrics_registry, refuses_names_that_prometheus_does_not_allow) {
    metrics_registry metrics;
    for (const auto* name : {"", "1st", "a-b", "a b", "n\xc3\xa4me"}) {
        EXPECT_THROW((void)metrics.make_counter(name, "Help."), std::invalid_argument) << name;
        const metric_labels labels{{name, "x"}};
        EXPECT_THROW((void)metrics.make_counter("a", "Help.", labels), std::invalid_argument)
            << name;
    }
    EXPECT_THROW((void)metrics.make_histogram("a", "Help.", {{"le", "1"}}), std::invalid_argument);
}

TEST(metrics_registry, refuses_to_make_a_metric_twice) {
    metrics_registry metrics;
    (void)metrics.make_counter("hits_total", "Hits.", {{"source", "cache"}});
    EXPECT_THROW(
        (void)metrics.make_counter("hits_total", "Hits.", {{"source", "cache"}}),
        std::invalid_argument
    );
    EXPECT_THROW((void)metrics.make_counter("hits_total", "Other."), std::invalid_argument);
    EXPECT_THROW((void)metrics.make_histogram("hits_total", "Hits."), std::invalid_argument);
}

}  // namespace
}  // namespace unamex::observability
