#include <unamex/files/durable_file.hpp>
#include <unamex/services/data_directory.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

namespace unamex::services {

namespace {

constexpr auto manifest_name = "snapshot.json";
constexpr std::uint32_t manifest_format = 1;

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
    if (!file) return std::nullopt;
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
    return path_ / fmt::format("filter-{}.bloom", generation);
}

std::filesystem::path data_directory::names_file(std::uint64_t generation) const {
    return path_ / fmt::format("names-{}.segment", generation);
}

void data_directory::publish(const snapshot_manifest& complete) {
    const auto before = read_manifest();
    files::write_durably(path_ / manifest_name, to_text(complete));
    remove_generations(before ? before->generation : 0, complete.generation);
}

void data_directory::remove_generations(std::uint64_t first, std::uint64_t end) const {
    for (auto generation = first; generation < end; ++generation) {
        std::filesystem::remove(filter_file(generation));
        std::filesystem::remove(names_file(generation));
    }
}

}  // namespace unamex::services
