/// @file
/// Bodies that lie in files.
#pragma once

#include <microfast/files/stored_file.hpp>
#include <microfast/http/body_source.hpp>
#include <microfast/http/byte_ranges.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::files {

/// Part of an open file. The server sends it straight from the file; who wraps it reads pieces.
///
/// Keeps the file open. Errors: `read` throws what `stored_file::append_to` throws.
class file_body final : public http::body_source {
public:
    /// `file` is open, not in memory; the part lies inside it.
    file_body(std::shared_ptr<const stored_file> file, http::byte_range part);

    [[nodiscard]] task<bool> read(std::string& into) override;
    [[nodiscard]] std::optional<std::uint64_t> size() const override { return range_.size; }
    [[nodiscard]] const http::file_range* file() const noexcept override { return &range_; }

private:
    std::shared_ptr<const stored_file> file_;
    http::file_range range_;
    std::uint64_t done_ = 0;
};

/// Several parts of a file as multipart/byteranges, 64 KiB of it in memory at a time.
/// Source: RFC 9110, section 14.6.
class parts_body final : public http::body_source {
public:
    parts_body(
        std::shared_ptr<const stored_file> file,
        std::string_view content_type,
        std::vector<http::byte_range> parts
    );

    /// What divides the parts: 128 random bits, which no file has in it by chance.
    [[nodiscard]] const std::string& boundary() const noexcept { return boundary_; }

    [[nodiscard]] task<bool> read(std::string& into) override;
    [[nodiscard]] std::optional<std::uint64_t> size() const override;

    /// As `read`, at once.
    [[nodiscard]] bool append_next(std::string& into);

private:
    [[nodiscard]] std::string head_of(http::byte_range part) const;

    std::shared_ptr<const stored_file> file_;
    std::string content_type_;
    std::string boundary_;
    std::vector<http::byte_range> parts_;
    std::size_t part_ = 0;    // that is being given
    std::uint64_t done_ = 0;  // of its bytes
};

}  // namespace microfast::files
