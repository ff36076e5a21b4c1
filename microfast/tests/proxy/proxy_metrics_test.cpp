#include <microfast/proxy/proxy_metrics.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace microfast::proxy {

namespace {

TEST(proxy_metrics, has_a_series_for_each_server) {
    proxy_metrics metrics({"a:80", "b:80"});
    metrics.of(0).requests += 3;
    metrics.of(1).active -= 1;
    const auto text = metrics.to_text();
    EXPECT_THAT(text, testing::HasSubstr("# TYPE microfast_proxy_requests_total counter\n"));
    EXPECT_THAT(text, testing::HasSubstr("microfast_proxy_requests_total{upstream=\"a:80\"} 3\n"));
    EXPECT_THAT(text, testing::HasSubstr("microfast_proxy_requests_total{upstream=\"b:80\"} 0\n"));
    EXPECT_THAT(
        text, testing::HasSubstr("microfast_proxy_requests_active{upstream=\"b:80\"} -1\n")
    );
}

}  // namespace

}  // namespace microfast::proxy
