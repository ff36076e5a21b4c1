/// @file
/// A file descriptor that is closed exactly once.
#pragma once

#include <utility>

namespace microfast::net {

/// Owns a file descriptor.
class descriptor {
public:
    descriptor() noexcept = default;
    explicit descriptor(int number) noexcept : number_{number} {}
    descriptor(descriptor&& other) noexcept : number_{std::exchange(other.number_, none)} {}
    descriptor& operator=(descriptor&& other) noexcept {
        descriptor{std::move(other)}.swap(*this);
        return *this;
    }
    ~descriptor() { close(); }

    [[nodiscard]] bool is_open() const noexcept { return number_ != none; }
    [[nodiscard]] int number() const noexcept { return number_; }

    void close() noexcept;
    void swap(descriptor& other) noexcept { std::swap(number_, other.number_); }

private:
    static constexpr int none = -1;
    int number_ = none;
};

}  // namespace microfast::net
