#include <api/health_routes.hpp>
#include <api/loop_services.hpp>
#include <microfast/core/task.hpp>
#include <microfast/http/json.hpp>
#include <microfast/http/response.hpp>
#include <microfast/http/status.hpp>
#include <unamex/cache/redis_health.hpp>
#include <unamex/ports/answer_cache.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace unamex::api {

namespace {

namespace http = microfast::http;
using microfast::task;

/// Asks Redis on the connection that claims use, for something that is no name; empty if it is
/// there.
task<std::string> why_cache_is_away() {
    std::vector<std::string> no_name{"-"};
    auto finding = loop_services::current().cache().find(std::move(no_name));
    try {
        co_await std::move(finding);
    } catch (const ports::cache_unavailable& away) {
        co_return away.what();
    }
    co_return std::string{};
}

http::json to_json(const services::shard_readiness& shard) {
    return {
        {"name", shard.name},
        {"followed", shard.is_followed},
        {"filter_trusted", shard.is_trusted}};
}

task<http::response> answer_ready(health_sources sources) {
    http::json document;
    document["redis"] = "none";
    if (sources.cache == cache_place::redis) {
        auto asking = why_cache_is_away();
        const auto defect = co_await std::move(asking);
        document["redis"] = defect.empty() ? "connected" : "away";
        if (!defect.empty()) {
            document["redis_defect"] = defect;
            document["redis_advice"] = cache::advice_for(defect);
        }
    }
    const auto shards = loop_services::current().names().readiness();
    const bool is_draining = sources.is_draining.load();
    const bool is_ready =
        !is_draining && std::any_of(shards.begin(), shards.end(), [](const auto& shard) {
            return shard.is_followed;
        });
    document["ready"] = is_ready;
    document["draining"] = is_draining;
    document["shards"] = http::json::array();
    for (const auto& shard : shards)
        document["shards"].push_back(to_json(shard));
    auto answer = http::json_text(
        http::to_json_text(document),
        is_ready ? http::status::ok : http::status::service_unavailable
    );
    answer.headers.set("Cache-Control", "no-store");
    co_return answer;
}

}  // namespace

void add_health_routes(microfast::application& app, health_sources sources) {
    app.get("/livez", [] { return "alive\n"; });
    app.get("/readyz", [sources] { return answer_ready(sources); });
}

}  // namespace unamex::api
