/// @file
/// Where the bytes of a segment go: into memory, or into a file that takes its place in one step.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

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

/// A file beside `target` that replaces it when `commit` is called, and is removed when it is not.
///
/// After a crash at any moment `target` is the old file or the new one, whole.
/// Errors: `segment_error`, unreadable.
class replacing_file final : public segment_output {
public:
    explicit replacing_file(std::filesystem::path target);
    replacing_file(const replacing_file&) = delete;
    replacing_file& operator=(const replacing_file&) = delete;
    ~replacing_file() override;

    void append(std::string_view bytes) override;
    void replace_start(std::string_view bytes) override;

    /// Makes the bytes durable, then the new name.
    void commit();

private:
    [[noreturn]] void fail() const;  // with what errno says

    std::filesystem::path target_;
    std::filesystem::path written_;
    int descriptor_ = -1;  // -1 after commit
};

}  // namespace unamex::search
