#include <unamex/observability/service_metrics.hpp>

#include <gmock/gmock.h>

namespace unamex::observability {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

TEST(service_metrics, count_checks_by_source_and_outcome) {
    service_metrics metrics;
    metrics.check("filter", "available", 20us);
    metrics.check("store", "taken", 3ms);
    metrics.check("store", "taken", 4ms);
    const auto text = metrics.to_text();
    EXPECT_THAT(text, HasSubstr("unamex_check_total{source=\"filter\",outcome=\"available\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("unamex_check_total{source=\"store\",outcome=\"taken\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("unamex_check_duration_seconds_count{source=\"store\"} 2\n"));
}

TEST(service_metrics, count_claims_and_searches) {
    service_metrics metrics;
    metrics.claim("created", 5ms);
    metrics.search(10us);
    const auto text = metrics.to_text();
    EXPECT_THAT(text, HasSubstr("unamex_claim_total{outcome=\"created\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("unamex_claim_duration_seconds_count 1\n"));
    EXPECT_THAT(text, HasSubstr("unamex_search_duration_seconds_count 1\n"));
}

TEST(service_metrics, never_make_a_label_of_a_word_they_do_not_know) {
    service_metrics metrics;
    metrics.check("alice", "bob", 1us);
    metrics.claim("carol", 1us);
    const auto text = metrics.to_text();
    EXPECT_THAT(text, HasSubstr("unamex_check_total{source=\"other\",outcome=\"other\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("unamex_claim_total{outcome=\"other\"} 1\n"));
    EXPECT_THAT(text, Not(HasSubstr("alice")));
    EXPECT_THAT(text, Not(HasSubstr("bob")));
    EXPECT_THAT(text, Not(HasSubstr("carol")));
}

TEST(service_metrics, show_everything_from_the_start) {
    const auto text = service_metrics{}.to_text();
    EXPECT_THAT(text, HasSubstr("unamex_check_total{source=\"cache\",outcome=\"refused\"} 0\n"));
    EXPECT_THAT(text, HasSubstr("unamex_claim_total{outcome=\"key_reused\"} 0\n"));
}

TEST(service_metrics, show_gauges_of_others) {
    service_metrics metrics;
    metrics.gauge("unamex_names", "Names that are known.", {}, [] { return 12.0; });
    EXPECT_THAT(metrics.to_text(), HasSubstr("unamex_names 12\n"));
}

}  // namespace
}  // namespace unamex::observability
