/// @file
/// A directory of a test's own.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace unamex::tests {

/// Made empty, removed at the end with what is in it.
class temporary_directory {
public:
    temporary_directory() {
        auto name = (std::filesystem::temp_directory_path() / "unamex-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no directory for a test"};
        path_ = name;
    }
    temporary_directory(const temporary_directory&) = delete;
    temporary_directory& operator=(const temporary_directory&) = delete;
    ~temporary_directory() { std::filesystem::remove_all(path_); }

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
        return path_ / name;
    }

    /// Makes or replaces a file; returns where it is.
    std::string write(std::string_view name, std::string_view content) const {
        const auto file = path_ / name;
        std::ofstream{file, std::ios::binary} << content;
        return file.string();
    }

    [[nodiscard]] std::string read(std::string_view name) const {
        std::ifstream in{path_ / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

    /// How many entries it has.
    [[nodiscard]] auto size() const {
        return std::distance(std::filesystem::directory_iterator{path_}, {});
    }

private:
    std::filesystem::path path_;
};

}  // namespace unamex::tests
