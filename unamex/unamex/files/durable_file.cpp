#include <unamex/files/durable_file.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace unamex::files {

namespace {

std::string_view advice_for(int failure) {
    switch (failure) {
        case ENOSPC:
        case EDQUOT: return "make room on its disk";
        case EFBIG: return "raise the limit of file sizes, `ulimit -f`";
        case EACCES:
        case EPERM: return "give this user the right to write there";
        case EROFS: return "choose a directory that is not read-only";
        case ENOENT:
        case ENOTDIR: return "make its directory";
        case EISDIR: return "there is a directory of this name: remove it";
        case EWOULDBLOCK:
            return "another process writes it just now: try again when that has ended";
        default: return "look after its disk";
    }
}

[[noreturn]] void fail_to_write(const std::filesystem::path& path) {
    const auto failure = errno;
    throw std::system_error{
        failure,
        std::generic_category(),
        fmt::format("cannot write {} ({})", path.string(), advice_for(failure))};
}

bool is_named(int file, const std::filesystem::path& path) {
    struct stat opened {};
    struct stat named {};
    return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/// An empty file that nobody else writes.
descriptor open_alone(const std::filesystem::path& path) {
    while (true) {
        descriptor file{path, O_WRONLY | O_CREAT};
        if (!file.is_open() || ::flock(file.number(), LOCK_EX | LOCK_NB) != 0) fail_to_write(path);
        // Between the two calls its last writer may have given it the target's name.
        if (!is_named(file.number(), path)) continue;
        if (::ftruncate(file.number(), 0) != 0) fail_to_write(path);
        return file;
    }
}

void flush_directory_of(const std::filesystem::path& file) {
    const auto directory = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    const descriptor opened{directory, O_RDONLY | O_DIRECTORY};
    if (!opened.is_open() || ::fsync(opened.number()) != 0) fail_to_write(directory);
}

}  // namespace

durable_file::durable_file(std::filesystem::path target)
    : target_{std::move(target)},
      written_{target_.string() + ".new"},
      file_{open_alone(written_)} {}

durable_file::~durable_file() {
    if (file_.is_open()) ::unlink(written_.c_str());
}

void durable_file::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(file_.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail();
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void durable_file::write_over(std::uint64_t offset, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written =
            ::pwrite(file_.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail();
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
}

void durable_file::commit() {
    if (::fsync(file_.number()) != 0) fail();
    if (::rename(written_.c_str(), target_.c_str()) != 0) fail();
    file_.close();
    flush_directory_of(target_);
}

void durable_file::fail() const {
    fail_to_write(target_);
}

void write_durably(const std::filesystem::path& target, std::string_view text) {
    durable_file file{target};
    file.append(text);
    file.commit();
}

}  // namespace unamex::files
