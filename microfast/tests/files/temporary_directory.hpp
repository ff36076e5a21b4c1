/// @file
/// A directory of a test's own, gone with the test.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace microfast::files {

class temporary_directory {
public:
    temporary_directory() {
        auto pattern = (std::filesystem::temp_directory_path() / "microfast-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary directory");
        path_ = pattern;
    }
    temporary_directory(const temporary_directory&) = delete;
    temporary_directory& operator=(const temporary_directory&) = delete;
    ~temporary_directory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string path(std::string_view relative = {}) const {
        return (path_ / relative).string();
    }

    /// Writes a file, and the directories it lies in.
    void write(std::string_view relative, std::string_view content) const {
        const std::filesystem::path file(path(relative));
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
    }

    void link(std::string_view relative, const std::string& target) const {
        std::filesystem::create_symlink(target, path(relative));
    }

    void make_pipe(std::string_view relative) const { ::mkfifo(path(relative).c_str(), 0600); }

    void set_time(std::string_view relative, std::chrono::nanoseconds since_epoch) const {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(since_epoch);
        const timespec time{.tv_sec = seconds.count(), .tv_nsec = (since_epoch - seconds).count()};
        const std::array<timespec, 2> times{time, time};
        if (::utimensat(AT_FDCWD, path(relative).c_str(), times.data(), 0) != 0)
            throw std::runtime_error("utimensat");
    }

private:
    std::filesystem::path path_;
};

}  // namespace microfast::files
