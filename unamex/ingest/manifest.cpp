#include <ingest/manifest.hpp>

#include <fcntl.h>
#include <fmt/chrono.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <string_view>
#include <system_error>

namespace unamex::ingest {

namespace {

using nlohmann::ordered_json;

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw std::system_error(errno, std::generic_category(), path.string());
}

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

/// A descriptor that closes itself, and says so when that fails nowhere else.
class descriptor {
public:
    descriptor(const std::filesystem::path& path, int flags)
        : number_(::open(path.c_str(), flags, 0644)) {
        if (number_ < 0) fail(path);
    }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor() { ::close(number_); }

    [[nodiscard]] int number() const noexcept { return number_; }

private:
    int number_;
};

void write_durably(const std::filesystem::path& path, std::string_view text) {
    const descriptor file{path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC};
    while (!text.empty()) {
        const auto written = ::write(file.number(), text.data(), text.size());
        if (written < 0 && errno != EINTR) fail(path);
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file.number()) != 0) fail(path);
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
    auto temporary = path;
    temporary += fmt::format(".{}.tmp", ::getpid());
    write_durably(temporary, to_json(record));
    std::filesystem::rename(temporary, path);
    const descriptor parent{directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC};
    if (::fsync(parent.number()) != 0) fail(directory);
    return path;
}

std::uint64_t peak_memory_bytes() noexcept {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;  // Linux counts KiB
}

}  // namespace unamex::ingest
