#include "storage/fresh_shards.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>

namespace unamex::tests {

namespace {

const ports::machine_clock the_clock;

std::string server_url() {
    const char* const url = std::getenv("TEST_POSTGRES_URL");
    if (url == nullptr)
        throw std::runtime_error{"TEST_POSTGRES_URL is not set: run the tests by ctest"};
    return url;
}

void execute_on_server(const std::string& sql) {
    tinyorm::driver::open_connection(server_url())->execute_script(sql);
}

std::string unique_name() {
    static std::atomic<int> made{0};
    return "unamex_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
}

}  // namespace

std::string name_of(const testing::TestParamInfo<backend>& info) {
    return info.param == backend::sqlite ? "sqlite" : "postgres";
}

fresh_shards::fresh_shards(backend kind, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name(1, static_cast<char>('a' + i));
        if (kind == backend::sqlite) {
            addresses_.push_back({name, "sqlite:" + (directory_ / (name + ".db")).string()});
            continue;
        }
        databases_.push_back(unique_name());
        execute_on_server("CREATE DATABASE " + databases_.back());
        const std::string default_name = "/postgres?";
        auto url = server_url();
        url.replace(url.find(default_name), default_name.size(), "/" + databases_.back() + "?");
        addresses_.push_back({name, url});
    }
}

std::unique_ptr<storage::sharded_store> fresh_shards::open() const {
    auto store = open({.key_version = 1});
    for (std::size_t shard = 0; shard < addresses_.size(); ++shard)
        store->renew_blocking(shard);
    return store;
}

std::unique_ptr<storage::sharded_store> fresh_shards::open(storage::store_options options) const {
    if (options.shards.empty()) options.shards = addresses_;
    return std::make_unique<storage::sharded_store>(std::move(options), the_clock);
}

void fresh_shards::execute(std::size_t shard, std::string_view sql) const {
    tinyorm::driver::open_connection(addresses_[shard].url)->execute_script(sql);
}

void fresh_shards::lock_out(std::size_t shard) const {
    execute_on_server("ALTER DATABASE " + databases_[shard] + " ALLOW_CONNECTIONS false");
    execute_on_server(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" +
        databases_[shard] + "'"
    );
}

void fresh_shards::let_in(std::size_t shard) const {
    execute_on_server("ALTER DATABASE " + databases_[shard] + " ALLOW_CONNECTIONS true");
}

}  // namespace unamex::tests
