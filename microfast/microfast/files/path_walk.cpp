#include <microfast/files/path_walk.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <utility>

namespace microfast::files {

namespace {

constexpr int open_flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW;
constexpr unsigned most_links = 40;  // as many as Linux follows

net::descriptor fail(int why) {
    errno = why;
    return {};
}

bool is_link(int directory, const std::string& name) noexcept {
    struct stat found {};
    return ::fstatat(directory, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISLNK(found.st_mode);
}

}  // namespace

net::descriptor path_walk::follow(std::string path) {
    if (path.starts_with('/')) return fail(EXDEV);
    left_ = std::move(path);
    while (true) {
        const auto name = take_component();
        if (name.empty()) return net::descriptor{::openat(here(), ".", open_flags | O_DIRECTORY)};
        if (name == "..") {
            if (directories_.empty()) return fail(EXDEV);
            directories_.pop_back();
            continue;
        }
        const bool is_last = left_.find_first_not_of('/') == left_.npos;
        const int flags =
            is_last && !left_.starts_with('/') ? open_flags : open_flags | O_DIRECTORY;
        net::descriptor opened{::openat(here(), name.c_str(), flags)};
        if (!opened.is_open()) {
            // ELOOP, EMLINK or, with O_DIRECTORY, ENOTDIR: systems differ in what they say of a
            // link.
            const int why = errno;
            if (!is_link(here(), name)) return fail(why);
            if (!enter_link(name)) return {};
        } else if (is_last) {
            return opened;
        } else {
            directories_.push_back(std::move(opened));
        }
    }
}

/// The next component, without those that lead nowhere; empty at the end of the path.
std::string path_walk::take_component() {
    while (true) {
        left_.erase(0, left_.find_first_not_of('/'));
        const auto end = std::min(left_.find('/'), left_.size());
        auto name = left_.substr(0, end);
        left_.erase(0, end);
        if (name != ".") return name;
    }
}

int path_walk::here() const noexcept {
    return directories_.empty() ? root_.number() : directories_.back().number();
}

bool path_walk::enter_link(const std::string& name) {
    std::array<char, PATH_MAX> target;
    if (symlinks_ == symlink_policy::refuse || ++links_ > most_links) {
        errno = ELOOP;
        return false;
    }
    const auto size = ::readlinkat(here(), name.c_str(), target.data(), target.size());
    if (size < 0) return false;
    const std::string_view path(target.data(), static_cast<std::size_t>(size));
    if (path.starts_with('/') || path.size() + left_.size() > PATH_MAX) {
        errno = path.starts_with('/') ? EXDEV : ENAMETOOLONG;
        return false;
    }
    left_.insert(0, path);
    return true;
}

}  // namespace microfast::files
