/// @file
/// An open file with all that answers say about it.
#pragma once

#include <microfast/files/directory_root.hpp>
#include <microfast/files/file_status.hpp>
#include <microfast/http/byte_ranges.hpp>
#include <microfast/http/conditional.hpp>
#include <microfast/net/descriptor.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::files {

/// A regular file as it was when it was opened. If it was small enough its content is in memory,
/// and the file is closed again.
///
/// Thread safety: safe, nothing changes after construction.
class stored_file {
public:
    /// `variant` makes the entity tag another one: of the same content in another coding.
    stored_file(opened_file opened, std::string_view variant, std::size_t largest_in_memory);

    [[nodiscard]] const file_status& status() const noexcept { return status_; }
    [[nodiscard]] std::uint64_t size() const noexcept { return status_.size; }

    /// `"size-and-time-of-change"`; strong, since times are kept to the nanosecond.
    [[nodiscard]] const std::string& entity_tag() const noexcept { return entity_tag_; }
    [[nodiscard]] const std::string& last_modified() const noexcept { return last_modified_; }
    [[nodiscard]] http::representation_state state() const noexcept;

    /// Appends a part of the content, which lies inside `size()`. Throws `error` if the file has
    /// become shorter since: then there is no answer to give, least of all one filled up.
    void append_to(std::string& text, http::byte_range part) const;

    /// Empty if the file is open instead.
    [[nodiscard]] const std::optional<std::string>& content() const noexcept { return content_; }

    /// For sending the file without reading it; -1 if the content is in memory.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_.number(); }

    /// What it costs to keep: bytes of memory, and for an open file as much as the largest content
    /// that is kept, so that a budget of bytes limits descriptors too.
    [[nodiscard]] std::size_t cost() const noexcept { return cost_; }

private:
    file_status status_;
    net::descriptor descriptor_;  // not open if content_ is there
    std::optional<std::string> content_;
    std::string entity_tag_;
    std::string last_modified_;
    std::size_t cost_ = 0;
};

}  // namespace microfast::files
