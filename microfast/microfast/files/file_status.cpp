#include <microfast/files/file_status.hpp>

namespace microfast::files {

namespace {

file_time to_file_time(const timespec& time) noexcept {
    return file_time{std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec}};
}

}  // namespace

file_status to_file_status(const struct stat& found) noexcept {
    file_status status;
    if (S_ISREG(found.st_mode)) status.kind = file_kind::regular;
    if (S_ISDIR(found.st_mode)) status.kind = file_kind::directory;
    status.size = static_cast<std::uint64_t>(found.st_size);
#ifdef __APPLE__
    status.modified = to_file_time(found.st_mtimespec);
    status.changed = to_file_time(found.st_ctimespec);
#else
    status.modified = to_file_time(found.st_mtim);
    status.changed = to_file_time(found.st_ctim);
#endif
    status.device = static_cast<std::uint64_t>(found.st_dev);
    status.inode = static_cast<std::uint64_t>(found.st_ino);
    return status;
}

}  // namespace microfast::files
