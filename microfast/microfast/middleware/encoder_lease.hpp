/// @file
/// Encoders are large and slow to make: a thread keeps its own.
#pragma once

#include <microfast/middleware/content_coding.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace microfast::middleware {

/// An encoder for one content. It goes back to the thread that lets go of it.
///
/// Limits: a thread keeps four idle encoders of each coding and level. Thread safety: none, belongs
/// to one answer.
class encoder_lease {
public:
    /// An idle encoder of this thread, or a new one.
    encoder_lease(const content_coding& coding, int level);
    encoder_lease(encoder_lease&&) noexcept = default;
    encoder_lease& operator=(encoder_lease&&) = delete;
    ~encoder_lease();

    void write(std::string_view content, std::string& coded, flush_mode mode) {
        encoder_->write(content, coded, mode);
    }

private:
    static constexpr std::size_t kept = 4;

    std::string_view name_;
    int level_;
    std::unique_ptr<encoder> encoder_;  // null when moved from
};

}  // namespace microfast::middleware
