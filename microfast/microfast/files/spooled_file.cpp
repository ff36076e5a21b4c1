#include <microfast/files/spooled_file.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace microfast::files {

namespace {

constexpr mode_t owner_only = 0600;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error{errno, std::generic_category(), what};
}

/// A new file beside others, whose name is in `pattern` then.
net::descriptor make_named(std::string& pattern) {
    net::descriptor made{::mkostemp(pattern.data(), O_CLOEXEC)};
    if (!made.is_open()) fail("a file cannot be made in the place of " + pattern);
    return made;
}

net::descriptor make_nameless(const std::string& directory) {
    const auto where =
        directory.empty() ? std::filesystem::temp_directory_path().string() : directory;
#ifdef O_TMPFILE
    net::descriptor made{::open(where.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, owner_only)};
    if (made.is_open()) return made;
#endif
    // File systems that know no files without names: one that loses its name at once.
    auto pattern = where + "/microfast-XXXXXX";
    auto named = make_named(pattern);
    ::unlink(pattern.c_str());
    return named;
}

void write_all(const net::descriptor& to, std::string_view bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
        const auto written =
            ::pwrite(to.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("a file cannot be written");
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
}

}  // namespace

void spooled_file::append(std::string_view bytes) {
    if (is_on_disk()) {
        write_all(file_, bytes, size_);
    } else {
        memory_ += bytes;
    }
    size_ += bytes.size();
}

void spooled_file::spill() {
    if (is_on_disk()) return;
    auto made = make_nameless(directory_);
    write_all(made, memory_, 0);
    file_ = std::move(made);
    memory_ = {};
}

std::size_t spooled_file::read(std::uint64_t offset, std::span<char> into) const {
    if (offset >= size_) return 0;
    const auto wanted =
        into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - offset)));
    if (!is_on_disk()) {
        return memory_.copy(wanted.data(), wanted.size(), static_cast<std::size_t>(offset));
    }
    for (std::size_t done = 0; done < wanted.size();) {
        const auto at = static_cast<off_t>(offset + done);
        const auto taken = ::pread(file_.number(), wanted.data() + done, wanted.size() - done, at);
        if (taken < 0 && errno == EINTR) continue;
        if (taken == 0) errno = EIO;
        if (taken <= 0) fail("a file cannot be read");
        done += static_cast<std::size_t>(taken);
    }
    return wanted.size();
}

std::string spooled_file::text() const {
    if (!is_on_disk()) return memory_;
    std::string all(static_cast<std::size_t>(size_), '\0');
    (void)read(0, all);
    return all;
}

void spooled_file::move_to(const std::string& path) {
    auto beside = path + ".XXXXXX";
    make_named(beside).close();  // a name that nobody else has
    if (!link_as(beside)) copy_to(beside);
    if (std::rename(beside.c_str(), path.c_str()) == 0) return;
    const int why = errno;
    ::unlink(beside.c_str());
    errno = why;
    fail("a file cannot be moved to " + path);
}

/// Without copying: on Linux, where the file was made without a name on the same file system.
bool spooled_file::link_as([[maybe_unused]] const std::string& path) const noexcept {
#ifdef O_TMPFILE
    if (!is_on_disk()) return false;
    std::array<char, 32> own{};
    (void)std::snprintf(own.data(), own.size(), "/proc/self/fd/%d", file_.number());
    ::unlink(path.c_str());
    return ::linkat(AT_FDCWD, own.data(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0;
#else
    return false;
#endif
}

void spooled_file::copy_to(const std::string& path) const {
    try {
        const net::descriptor to{::open(
            path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, owner_only
        )};
        if (!to.is_open()) fail("a file cannot be written at " + path);
        std::array<char, 64 * 1024> piece;
        for (std::uint64_t done = 0; done < size_;) {
            const auto size = read(done, piece);
            write_all(to, {piece.data(), size}, done);
            done += size;
        }
    } catch (...) {
        ::unlink(path.c_str());
        throw;
    }
}

}  // namespace microfast::files
