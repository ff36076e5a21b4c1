#include <unamex/files/durable_file.hpp>
#include <unamex/services/data_directory.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace unamex::services {

namespace {

constexpr auto manifest_name = "snapshot.json";
constexpr std::uint32_t manifest_format = 1;

// More than any snapshot reaches; a file of a longer number is somebody else's.
constexpr std::size_t longest_generation = 15;

struct file_pattern {
    std::string_view prefix;
    std::string_view suffix;
};
constexpr file_pattern filter_pattern{"filter-", ".bloom"};
constexpr file_pattern names_pattern{"names-", ".segment"};

std::string name_of(const file_pattern& pattern, std::uint64_t generation) {
    return fmt::format("{}{}{}", pattern.prefix, generation, pattern.suffix);
}

// The number in the name of a snapshot's file, or of one that was being written when its process
// was killed; nothing for any other file.
std::optional<std::uint64_t> generation_of(const std::string& file) {
    constexpr std::string_view unfinished = ".new";
    std::string_view name{file};
    if (name.ends_with(unfinished)) name.remove_suffix(unfinished.size());
    for (const auto& pattern : {filter_pattern, names_pattern}) {
        if (!name.starts_with(pattern.prefix) || !name.ends_with(pattern.suffix)) continue;
        const auto around = pattern.prefix.size() + pattern.suffix.size();
        if (name.size() <= around || name.size() > around + longest_generation) continue;
        std::uint64_t generation = 0;
        std::from_chars(name.data() + pattern.prefix.size(), name.data() + name.size(), generation);
        if (name_of(pattern, generation) == name) return generation;
    }
    return std::nullopt;
}

[[noreturn]] void fail(std::string_view what, const std::filesystem::path& path) {
    throw std::system_error{
        errno, std::generic_category(), fmt::format("cannot {} {}", what, path.string())};
}

std::string holder_of(int lock) {
    std::array<char, 32> text{};
    const auto size = ::pread(lock, text.data(), text.size(), 0);
    return size > 0 ? "process " + std::string(text.data(), static_cast<std::size_t>(size))
                    : "another process";
}

files::descriptor take_lock(const std::filesystem::path& path) {
    files::descriptor file{path, O_RDWR | O_CREAT};
    if (!file.is_open()) fail("open", path);
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) fail("lock", path);
        throw directory_in_use{fmt::format(
            "{} is in use by {}: stop that, or choose another data directory",
            path.parent_path().string(),
            holder_of(file.number())
        )};
    }
    const auto holder = std::to_string(::getpid());
    if (::ftruncate(file.number(), 0) != 0 ||
        ::pwrite(file.number(), holder.data(), holder.size(), 0) < 0) {
        fail("write", path);
    }
    return file;
}

snapshot_manifest parse_manifest(const std::string& text) {
    const auto json = nlohmann::json::parse(text);
    if (const auto format = json.at("format").get<std::uint32_t>(); format != manifest_format) {
        throw snapshot_unusable{
            fmt::format("it has format {}, this program reads {}", format, manifest_format)};
    }
    return {
        .generation = json.at("generation").get<std::uint64_t>(),
        .key_version = json.at("key_version").get<std::uint32_t>(),
        .store_id = json.at("store_id").get<std::string>(),
        .names = json.at("names").get<std::uint64_t>(),
        .written_at = ports::wall_time{
            std::chrono::microseconds{json.at("written_at_us").get<std::int64_t>()}}};
}

std::string to_text(const snapshot_manifest& manifest) {
    const nlohmann::ordered_json json = {
        {"format", manifest_format},
        {"generation", manifest.generation},
        {"key_version", manifest.key_version},
        {"store_id", manifest.store_id},
        {"names", manifest.names},
        {"written_at_us", manifest.written_at.time_since_epoch().count()}};
    return json.dump(2) + '\n';
}

}  // namespace

std::optional<snapshot_manifest> read_manifest(const std::filesystem::path& directory) {
    const auto path = directory / manifest_name;
    std::ifstream file{path, std::ios::binary};
    if (!file && errno == ENOENT) return std::nullopt;
    if (!file) {
        const auto reason = std::generic_category().message(errno);
        throw snapshot_unusable{fmt::format("{} cannot be read ({})", path.string(), reason)};
    }
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    try {
        return parse_manifest(text);
    } catch (const std::exception& defect) {
        throw snapshot_unusable{
            fmt::format("{} cannot be read ({})", path.string(), defect.what())};
    }
}

data_directory::data_directory(std::filesystem::path path) : path_{std::move(path)} {
    std::filesystem::create_directories(path_);
    lock_ = take_lock(path_ / "lock");
}

std::optional<snapshot_manifest> data_directory::read_manifest() const {
    return services::read_manifest(path_);
}

std::filesystem::path data_directory::filter_file(std::uint64_t generation) const {
    return path_ / name_of(filter_pattern, generation);
}

std::filesystem::path data_directory::names_file(std::uint64_t generation) const {
    return path_ / name_of(names_pattern, generation);
}

void data_directory::publish(const snapshot_manifest& complete) {
    files::write_durably(path_ / manifest_name, to_text(complete));
    remove_generations_before(complete.generation);
}

std::uint64_t data_directory::newest_generation() const {
    std::uint64_t newest = 0;
    for (const auto& file : std::filesystem::directory_iterator{path_}) {
        newest = std::max(newest, generation_of(file.path().filename().string()).value_or(0));
    }
    return newest;
}

void data_directory::remove_generations_before(std::uint64_t kept) const {
    std::vector<std::filesystem::path> replaced;
    for (const auto& file : std::filesystem::directory_iterator{path_}) {
        const auto generation = generation_of(file.path().filename().string());
        if (generation && *generation < kept && file.is_regular_file())
            replaced.push_back(file.path());
    }
    for (const auto& file : replaced)
        std::filesystem::remove(file);
}

}  // namespace unamex::services
