/// @file
/// Moments as text.
#pragma once

#include <array>
#include <chrono>
#include <string_view>

namespace unamex::api {

/// A moment as RFC 3339 writes it, in UTC, to the millisecond: `2026-11-20T21:37:56.159Z`.
///
/// Its year is one of four digits. Complexity: a few dozen instructions, no memory.
class timestamp {
public:
    explicit timestamp(std::chrono::sys_time<std::chrono::microseconds> time) noexcept;

    [[nodiscard]] std::string_view text() const noexcept { return {text_.data(), text_.size()}; }

private:
    std::array<char, 24> text_;
};

}  // namespace unamex::api
