#include <api/api_server.hpp>
#include <api/health_routes.hpp>
#include <api/loop_services.hpp>
#include <api/metrics_route.hpp>
#include <api/page_routes.hpp>
#include <api/search_routes.hpp>
#include <api/username_routes.hpp>
#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>
#include <unamex/cache/identify.hpp>
#include <unamex/cache/local_answer_cache.hpp>
#include <unamex/cache/redis_answer_cache.hpp>
#include <unamex/storage/stop_deadline.hpp>

#include <spdlog/spdlog.h>
#include <xxhash.h>

#include <bit>
#include <chrono>
#include <filesystem>
#include <string>
#include <utility>

namespace unamex::api {

namespace {

using microfast::task;
using microfast::net::event_loop;

/// The same for all processes of a store, so that any of them goes on where another one's page
/// ended.
search::siphash_key cursor_key_of(const std::string& store_id) {
    constexpr XXH64_hash_t seed = 0x6375'7273'6f72;
    const auto hash = XXH3_128bits_withSeed(store_id.data(), store_id.size(), seed);
    static_assert(sizeof(search::siphash_key) == sizeof(hash));
    return std::bit_cast<search::siphash_key>(hash);
}

constexpr std::chrono::seconds longest_farewell{3};

void log_redis(cache::redis_health::notice notice, const std::string& sentence) {
    const bool is_good = notice == cache::redis_health::notice::good;
    spdlog::log(is_good ? spdlog::level::info : spdlog::level::err, "{}", sentence);
}

}  // namespace

api_server::api_server(const settings& wanted)
    : wanted_{wanted},
      opening_{std::async(std::launch::deferred, [this] { open_store(); }).share()} {
    if (wanted.redis.empty()) {
        local_cache_ = std::make_shared<cache::local_answer_cache>(clock_);
    } else {
        redis_ = cache::parse_redis_address(wanted.redis);
        cache_ = std::make_shared<ports::cache_identity>("");
        redis_options_.identity = cache_;
        redis_options_.health = std::make_shared<cache::redis_health>(*redis_, log_redis);
    }
    add_routes();
    microfast::server::server_options serving;
    serving.bind = wanted.bind;
    serving.workers = wanted.workers;
    try {
        app_.start(std::move(serving));
    } catch (...) {
        if (is_open_) close_store();
        throw;
    }
}

api_server::~api_server() = default;

void api_server::stop() {
    is_draining_.store(true);
    app_.stop();
}

void api_server::add_routes() {
    add_username_routes(app_);
    add_search_routes(app_);
    add_health_routes(
        app_,
        {.is_draining = is_draining_,
         .cache = redis_ ? cache_place::redis : cache_place::in_process}
    );
    add_metrics_route(app_, metrics_);
    add_page_routes(app_);
    app_.on_start([this](event_loop& loop) { return open_on(loop); });
    app_.on_stop([this](event_loop& /*loop*/) { return close_on_loop(); });
}

task<> api_server::open_on(event_loop& loop) {
    const auto opening = opening_;
    opening.get();  // the first loop opens the store, the others wait for it
    ++open_loops_;
    const shared_parts shared{rules_, *names_, *search_, *store_, metrics_, clock_};
    if (!redis_) {
        loop_services::open(shared, local_cache_);
        co_return;
    }
    const auto cache = std::make_shared<cache::redis_answer_cache>(loop, *redis_, redis_options_);
    loop_services::open(shared, cache);
    co_await cache->is_there();  // for the log: without Redis the service works, but for claims
}

void api_server::open_store() {
    std::filesystem::create_directories(wanted_.data_dir);
    // If it is away, its connections say which one it is as soon as it is back.
    if (redis_) static_cast<void>(cache::identify_blocking(*redis_, cache_));
    auto options = storage::make_store_options(wanted_.shards, rules_.key_version());
    options.cache = cache_;
    store_ = std::make_unique<storage::sharded_store>(std::move(options), clock_);
    services::live_names_options names;
    names.snapshots.directory = wanted_.data_dir;
    names.snapshots.key_version = rules_.key_version();
    names.snapshots.cursor_key = cursor_key_of(store_->layout().store_id);
    names_.emplace(std::move(names), *store_, *store_, clock_);
    names_->start_blocking();
    search_.emplace(rules_, names_->known().index());
    trimming_.emplace(*store_, store_->layout().size());
    add_gauges(metrics_, *names_);
    is_open_ = true;
}

task<> api_server::close_on_loop() {
    loop_services::close();
    // The threads of the store post what they finish to the loops: it ends while these still exist.
    if (--open_loops_ == 0) close_store();
    co_return;
}

void api_server::close_store() {
    if (!store_) return;
    {
        const storage::stop_deadline limit{*store_, longest_farewell};
        trimming_.reset();
        names_->leave_blocking();
    }
    names_->save_blocking();
    store_->abandon();  // what is still under way is of requests that were cut
    store_.reset();
}

}  // namespace unamex::api
