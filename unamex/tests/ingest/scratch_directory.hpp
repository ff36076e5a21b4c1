/// @file
/// A directory of one test, gone with it.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace unamex::ingest::testing {

class scratch_directory {
public:
    scratch_directory()
        : path_((std::filesystem::temp_directory_path() / "ingest-XXXXXX").string()) {
        if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no scratch directory");
    }
    scratch_directory(const scratch_directory&) = delete;
    scratch_directory& operator=(const scratch_directory&) = delete;
    ~scratch_directory() { std::filesystem::remove_all(path_); }

    [[nodiscard]] std::filesystem::path path() const { return path_; }

    std::string write(std::string_view name, std::string_view content) const {
        const auto file = path() / name;
        std::ofstream{file, std::ios::binary} << content;
        return file.string();
    }

    [[nodiscard]] std::string read(std::string_view name) const {
        std::ostringstream content;
        content << std::ifstream{path() / name, std::ios::binary}.rdbuf();
        return content.str();
    }

private:
    std::string path_;
};

}  // namespace unamex::ingest::testing
