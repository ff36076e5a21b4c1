#include <ingest/manifest.hpp>
#include <unamex/files/durable_file.hpp>

#include <fmt/chrono.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <cmath>
#include <string_view>

namespace unamex::ingest {

namespace {

using nlohmann::ordered_json;

/// Milliseconds are as exact as a wall clock is worth.
double rounded(double seconds) {
    return std::round(seconds * 1000) / 1000;
}

ordered_json inputs_of(const manifest& record) {
    auto inputs = ordered_json::array();
    for (const auto& input : record.inputs) {
        inputs.push_back({
            {"path", input.path},
            {"bytes", input.bytes},
            {"xxh3_64", fmt::format("{:016x}", input.checksum)},
            {"lines", input.lines},
        });
    }
    return inputs;
}

ordered_json refusals_of(const manifest& record) {
    auto refusals = ordered_json::object();
    for (const auto& [reason, refused] : record.counts.refused_by_reason) {
        auto examples = ordered_json::array();
        for (const auto& [input, line] : refused.examples) {
            examples.push_back({{"path", record.inputs.at(input).path}, {"line", line}});
        }
        refusals[reason] = {{"count", refused.count}, {"first", examples}};
    }
    return refusals;
}

ordered_json shards_of(const manifest& record) {
    auto shards = ordered_json::array();
    for (const auto& shard : record.shards) {
        shards.push_back(
            {{"name", shard.name}, {"inserted", shard.inserted}, {"present", shard.present}}
        );
    }
    return shards;
}

std::string_view word_of(snapshot_outcome outcome) {
    return outcome == snapshot_outcome::written ? "written" : "left_to_running_api";
}

}  // namespace

std::string to_json(const manifest& record) {
    const ordered_json json{
        {"format", 1},
        {"key_version", record.key_version},
        {"started_at",
         fmt::format(
             "{:%FT%TZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(record.started_at))
         )},
        {"inputs", inputs_of(record)},
        {"lines", record.counts.lines},
        {"accepted", record.counts.accepted},
        {"duplicate", record.counts.duplicate},
        {"refused", record.counts.refused()},
        {"refused_by_reason", refusals_of(record)},
        {"shards", shards_of(record)},
        {"snapshot", word_of(record.snapshot)},
        {"seconds",
         {{"read", rounded(record.seconds.read)},
          {"load", rounded(record.seconds.load)},
          {"snapshot", rounded(record.seconds.snapshot)}}},
        {"peak_memory_bytes", record.peak_memory_bytes},
    };
    constexpr int indentation = 2;
    return json.dump(indentation, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::filesystem::path write_manifest(
    const manifest& record, const std::filesystem::path& directory
) {
    const auto path = directory / "manifest.json";
    files::write_durably(path, to_json(record));
    return path;
}

std::uint64_t peak_memory_bytes() noexcept {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;  // Linux counts KiB
}

}  // namespace unamex::ingest
