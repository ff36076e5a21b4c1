#include <ingest/input_file.hpp>
#include <ingest/load_names.hpp>
#include <ingest/manifest.hpp>
#include <ingest/progress.hpp>
#include <ingest/read_names.hpp>
#include <ingest/run_load.hpp>
#include <ingest/stop_grace.hpp>
#include <ingest/stop_signals.hpp>
#include <ingest/writer_lease.hpp>
#include <unamex/cache/identify.hpp>
#include <unamex/cache/redis_address.hpp>
#include <unamex/cache/redis_answer_cache.hpp>
#include <unamex/cache/redis_health.hpp>
#include <unamex/domain/normaliser.hpp>
#include <unamex/ports/cache_identity.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/services/snapshot_store.hpp>
#include <unamex/storage/sharded_store.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace unamex::ingest {

namespace {

using clock = std::chrono::steady_clock;

constexpr std::chrono::seconds longest_stop{10};

constexpr std::string_view to_go_on =
    "what was loaded stays; run the same command again for the rest";

double seconds_since(clock::time_point start) {
    return std::chrono::duration<double>(clock::now() - start).count();
}

storage::store_options store_options_of(const load_command& wanted, std::uint32_t key_version) {
    auto options = storage::make_store_options(wanted.shards, key_version);
    if (wanted.redis.empty()) return options;
    const auto address = cache::parse_redis_address(wanted.redis);
    options.cache = std::make_shared<ports::cache_identity>("");
    if (const auto why_not = cache::identify_blocking(address, options.cache); !why_not.empty()) {
        throw std::runtime_error{fmt::format(
            "Redis at {} cannot be used ({}): {}",
            cache::identity_of(address),
            why_not,
            cache::advice_for(why_not)
        )};
    }
    return options;
}

/// One load: its parts in the order of its stages.
class load_run {
public:
    explicit load_run(const load_command& wanted)
        : command_(wanted),
          reporting_(stderr, style_for(stderr)),
          store_(store_options_of(wanted, rules_.key_version()), clock_) {
        services::require_own_snapshot(snapshot_options(), store_.layout());
        record_.key_version = rules_.key_version();
        record_.started_at = std::chrono::floor<std::chrono::seconds>(clock_.date());
    }

    void read() {
        const auto start = clock::now();
        auto result = read_names(command_.files, rules_, reporting_);
        names_ = std::move(result.names);
        record_.counts = std::move(result.counts);
        record_.inputs = std::move(result.inputs);
        record_.seconds.read = seconds_since(start);
    }

    /// Returns false when it was stopped.
    bool load(const stop_signals& signals) {
        const auto start = clock::now();
        const writer_lease lease{store_, store_.layout().size()};
        auto result =
            load_names(names_, store_, {}, reporting_, [&] { return signals.arrived() != 0; });
        last_commit_ = clock::now();
        record_.shards = std::move(result.shards);
        record_.seconds.load = seconds_since(start);
        return result.is_complete;
    }

    /// Nothing waits for a shard any more. Any thread.
    void abandon_store() { store_.abandon(); }

    void snapshot() {
        const auto start = clock::now();
        names_ = name_table{};  // gives its memory to the snapshot
        reporting_.start("snapshot", "names", std::nullopt, start);
        try {
            services::snapshot_store snapshots{snapshot_options(), clock_};
            snapshots.scan_blocking(store_);
            record_.snapshot = snapshot_outcome::written;
        } catch (const services::directory_in_use&) {
            record_.snapshot = snapshot_outcome::left_to_running_api;
        }
        reporting_.finish(record_.counts.accepted, clock::now());
        record_.seconds.snapshot = seconds_since(start);
    }

    /// Redis may have kept "available" for a name from before it was loaded. Once that has run out,
    /// nobody is told so any more, and the load counts as done.
    void outlast_cached_answers() const {
        if (command_.redis.empty()) return;
        std::this_thread::sleep_until(last_commit_ + cache::cache_lifetimes{}.available);
    }

    void conclude() {
        record_.peak_memory_bytes = peak_memory_bytes();
        const auto path = write_manifest(record_, command_.data_dir);
        fmt::print("{}manifest: {}\n", summary(), path.string());
    }

private:
    [[nodiscard]] services::snapshot_options snapshot_options() const {
        return {
            .directory = command_.data_dir, .key_version = rules_.key_version(), .cursor_key = {}};
    }

    [[nodiscard]] std::string summary() const {
        std::uint64_t inserted = 0;
        std::uint64_t present = 0;
        for (const auto& shard : record_.shards) {
            inserted += shard.inserted;
            present += shard.present;
        }
        const auto* snapshot = record_.snapshot == snapshot_outcome::written
                                   ? "written"
                                   : "left to the unamex-api that uses this data directory";
        return fmt::format(
            "{} lines: {} names, {} repeated, {} refused\n{} names inserted, {} were "
            "there\nsnapshot: {}\n",
            record_.counts.lines,
            record_.counts.accepted,
            record_.counts.duplicate,
            record_.counts.refused(),
            inserted,
            present,
            snapshot
        );
    }

    const load_command& command_;
    domain::normaliser rules_;
    ports::machine_clock clock_;
    progress reporting_;
    storage::sharded_store store_;
    name_table names_;
    manifest record_;
    clock::time_point last_commit_;
};

// Pipes and what else can be read only once are opened when it is their turn.
void require_readable(const std::vector<std::string>& files) {
    for (const auto& file : files) {
        const auto kind = std::filesystem::status(file).type();
        const bool is_missing = kind == std::filesystem::file_type::not_found && file != "-";
        if (is_missing || kind == std::filesystem::file_type::regular) (void)input_file{file};
    }
}

bool load_or_explain(load_run& run, const stop_signals& signals) {
    try {
        return run.load(signals);
    } catch (const std::exception& failure) {
        if (signals.arrived() != 0) return false;
        throw std::runtime_error{fmt::format("{}; {}", failure.what(), to_go_on)};
    }
}

}  // namespace

int run_load(const load_command& wanted) {
    if (!wanted.redis.empty())
        (void)cache::parse_redis_address(wanted.redis);  // throws before anything is done
    require_readable(wanted.files);
    std::filesystem::create_directories(wanted.data_dir);
    load_run run{wanted};
    run.read();
    {
        const stop_signals signals;
        const stop_grace grace{signals, longest_stop, [&] { run.abandon_store(); }};
        if (!load_or_explain(run, signals)) {
            fmt::print(stderr, "stopped: {}\n", to_go_on);
            return 128 + signals.arrived();
        }
    }
    run.snapshot();
    run.outlast_cached_answers();
    run.conclude();
    return 0;
}

}  // namespace unamex::ingest
