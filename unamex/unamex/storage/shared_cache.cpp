#include <unamex/ports/writer_registry.hpp>
#include <unamex/storage/dialect.hpp>
#include <unamex/storage/models.hpp>
#include <unamex/storage/shared_cache.hpp>
#include <unamex/storage/store_refused.hpp>

#include <fmt/format.h>

namespace unamex::storage {

namespace {

constexpr auto cache_property = "cache";

void set_property(
    tinyorm::session& session, const std::string& property, const std::string& content
) {
    shard_state::insert({property, content})
        .on_conflict(shard_state::property)
        .do_update(shard_state::content)
        .execute(session);
}

}  // namespace

void shared_cache::require(const std::string& cache) {
    if (cache.empty()) return;
    const auto others = session_.query<std::string>(
        "SELECT cache FROM writers WHERE cache <> $1 AND cache <> '' LIMIT 1", cache
    );
    if (others.empty()) return;
    throw store_refused{fmt::format(
        "this process was given the shared cache \"{}\", but one that runs on this store uses "
        "\"{}\": give all of them the same --redis (UNAMEX_REDIS); to change it, stop every "
        "unamex-api and unamex-ingest of the store, then start them with the new one ({} s later "
        "if one was killed); GET unamex:cache tells which Redis is which",
        cache,
        others.front(),
        std::chrono::ceil<std::chrono::seconds>(ports::writer_lease).count()
    )};
}

void shared_cache::adopt(const std::string& cache) {
    if (cache.empty()) return;
    const auto before = shard_state::select(shard_state::content)
                            .where(shard_state::property == cache_property)
                            .first(session_);
    if (before == cache) return;
    set_property(session_, cache_property, cache);
    if (!before) return;
    const auto now =
        session_.query<tinyorm::i64>(fmt::format("SELECT {}", now_in_ms(session_))).front();
    const auto writes_from = now + tinyorm::i64{cache_change_delay.count()};
    set_property(session_, "cache_writes_from_ms", std::to_string(writes_from));
}

}  // namespace unamex::storage
