/// @file
/// What a session holds: texts by name.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::sessions {

/// Texts by name, and when the session began.
///
/// Limits: 100 names, 16 KiB of names and texts together; `set` throws `error` beyond.
class session_data {
public:
    static constexpr std::size_t most_names = 100;
    static constexpr std::size_t most_bytes = 16 * 1024;

    explicit session_data(std::chrono::sys_seconds began = {}) : began_(began) {}

    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    void set(std::string_view name, std::string_view text);
    /// False if there was none.
    bool erase(std::string_view name);
    void clear() noexcept;
    [[nodiscard]] bool empty() const noexcept { return texts_.empty(); }

    [[nodiscard]] std::chrono::sys_seconds began() const noexcept { return began_; }

    /// For a store: a version, when it began, then each name and text with its length before it.
    [[nodiscard]] std::string to_bytes() const;

    /// Empty if the bytes are not what `to_bytes` writes.
    [[nodiscard]] static std::optional<session_data> from_bytes(std::string_view bytes);

    friend bool operator==(const session_data&, const session_data&) = default;

private:
    std::chrono::sys_seconds began_;
    std::map<std::string, std::string, std::less<>> texts_;
    std::size_t bytes_ = 0;  // of names and texts
};

}  // namespace microfast::sessions
