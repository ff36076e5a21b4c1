/// @file
/// A file that is there whole or not at all.
#pragma once

#include <unamex/files/descriptor.hpp>

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace unamex::files {

/// Bytes that take the place of a file in one step.
///
/// They are written beside the target, as `TARGET.new`. `commit` flushes them to the disk, gives
/// them the target's name, and flushes the directory: after a crash or a power cut at any moment
/// the target is the old file or the new one. Without `commit` the target stays as it is and
/// nothing else is left; what a crash leaves beside it is written over by the next one.
///
/// Thread safety: none. A second writer of the same target, in any process, is refused.
/// Errors: `std::system_error`, whose text names the file and what to do: on a full disk, without
/// the right to write, where there is no directory, while another process writes it.
class durable_file {
public:
    explicit durable_file(std::filesystem::path target);
    durable_file(const durable_file&) = delete;
    durable_file& operator=(const durable_file&) = delete;
    ~durable_file();

    /// Adds bytes at the end.
    void append(std::string_view bytes);

    /// Writes over bytes that were appended before, from `offset` on.
    void write_over(std::uint64_t offset, std::string_view bytes);

    /// Makes the bytes durable, then the new name. The last call.
    void commit();

private:
    [[noreturn]] void fail() const;  // with what errno says

    std::filesystem::path target_;
    std::filesystem::path written_;
    descriptor file_;  // locked; closed by commit
};

/// Makes `text` the whole of `target`. Errors: as above.
void write_durably(const std::filesystem::path& target, std::string_view text);

}  // namespace unamex::files
