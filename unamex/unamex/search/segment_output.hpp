/// @file
/// Where the bytes of a segment go: into memory, or into a file that takes its place in one step.
#pragma once

#include <unamex/files/durable_file.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace unamex::search {

class segment_output {
public:
    virtual ~segment_output() = default;

    virtual void append(std::string_view bytes) = 0;

    /// Writes over the first bytes, which were appended before.
    virtual void replace_start(std::string_view bytes) = 0;
};

class memory_output final : public segment_output {
public:
    void append(std::string_view bytes) override { bytes_ += bytes; }
    void replace_start(std::string_view bytes) override { bytes_.replace(0, bytes.size(), bytes); }

    [[nodiscard]] std::string take() noexcept { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// A file that takes the place of `target` when `commit` is called, and is gone when it is not.
///
/// After a crash at any moment `target` is the old file or the new one, whole.
/// Errors: those of `files::durable_file`.
class replacing_file final : public segment_output {
public:
    explicit replacing_file(std::filesystem::path target) : file_{std::move(target)} {}

    void append(std::string_view bytes) override { file_.append(bytes); }
    void replace_start(std::string_view bytes) override { file_.write_over(0, bytes); }

    /// Makes the bytes durable, then the new name.
    void commit() { file_.commit(); }

private:
    files::durable_file file_;
};

}  // namespace unamex::search
