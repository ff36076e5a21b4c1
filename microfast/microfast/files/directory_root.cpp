#include <microfast/core/error.hpp>
#include <microfast/files/directory_root.hpp>
#include <microfast/files/path_walk.hpp>

#include <fcntl.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/openat2.h>
#include <sys/syscall.h>
#endif

#include <cerrno>
#include <system_error>
#include <utility>

namespace microfast::files {

namespace {

/// Not the fault of the path: answering "not found" to these would be a lie.
bool is_trouble(int why) noexcept {
    return why == EMFILE || why == ENFILE || why == ENOMEM || why == EIO || why == EBADF ||
           why == EINVAL || why == EFAULT;
}

#ifdef __linux__
int open_beneath(int directory, const std::string& relative, symlink_policy symlinks) noexcept {
    constexpr int most_attempts = 8;
    open_how how{};
    how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    if (symlinks == symlink_policy::refuse) how.resolve |= RESOLVE_NO_SYMLINKS;
    long opened = -1;
    for (int i = 0; i < most_attempts; ++i) {
        opened = ::syscall(SYS_openat2, directory, relative.c_str(), &how, sizeof how);
        // EAGAIN: somebody moved a directory of the way meanwhile.
        if (opened >= 0 || (errno != EAGAIN && errno != EINTR)) break;
    }
    return static_cast<int>(opened);
}
#endif

}  // namespace

directory_root::directory_root(const std::string& path, symlink_policy symlinks, path_walker walker)
    : directory_{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY)},
      symlinks_{symlinks} {
    if (!directory_.is_open()) {
        const auto why = std::generic_category().message(errno);
        throw error("cannot serve files from \"" + path + "\": " + why);
    }
#ifdef __linux__
    // Old kernels do not have it, and some containers forbid it.
    kernel_walks_ = walker == path_walker::kernel &&
                    net::descriptor{open_beneath(directory_.number(), ".", symlinks)}.is_open();
#else
    static_cast<void>(walker);
#endif
}

std::optional<opened_file> directory_root::open(std::string_view relative) const {
    if (relative.find('\0') != relative.npos) return std::nullopt;
    auto opened = walk(relative.empty() ? "." : std::string(relative));
    if (!opened.is_open()) {
        if (is_trouble(errno)) throw std::system_error{errno, std::generic_category(), "open"};
        return std::nullopt;
    }
    struct stat found {};
    if (::fstat(opened.number(), &found) != 0) {
        throw std::system_error{errno, std::generic_category(), "fstat"};
    }
    const auto status = to_file_status(found);
    if (status.kind == file_kind::other) return std::nullopt;
    return opened_file{std::move(opened), status};
}

std::optional<file_status> directory_root::peek(std::string_view relative) const {
    struct stat found {};
    const std::string path(relative.empty() ? "." : relative);
    if (::fstatat(directory_.number(), path.c_str(), &found, 0) != 0) return std::nullopt;
    return to_file_status(found);
}

net::descriptor directory_root::walk(const std::string& relative) const {
#ifdef __linux__
    if (kernel_walks_) {
        return net::descriptor{open_beneath(directory_.number(), relative, symlinks_)};
    }
#endif
    return path_walk(directory_, symlinks_).follow(relative);
}

}  // namespace microfast::files
