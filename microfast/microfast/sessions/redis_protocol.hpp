/// @file
/// What is said to Redis, and what it answers, as bytes.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct redisReader;

namespace microfast::sessions {

struct redis_reply {
    enum class kind : std::uint8_t {
        nothing,
        text,
        number,
        failure,  ///< `text` says why
    };
    kind is = kind::nothing;
    std::string text{};
    long long number = 0;

    friend bool operator==(const redis_reply&, const redis_reply&) = default;
};

/// Appends a command: `append_command(bytes, {"GET", key})`.
void append_command(std::string& bytes, std::initializer_list<std::string_view> words);

/// Reads replies from bytes, wherever they were cut. Lists, which no command here is answered with,
/// read as `failure`.
class reply_reader {
public:
    reply_reader();

    /// False if the bytes are none of Redis: then there is no use in going on.
    [[nodiscard]] bool feed(std::string_view bytes);

    /// The next whole reply; `is_broken` may be set instead.
    [[nodiscard]] std::optional<redis_reply> next();
    [[nodiscard]] bool is_broken() const noexcept { return is_broken_; }

private:
    struct destroy {
        void operator()(redisReader* reader) const noexcept;
    };
    std::unique_ptr<redisReader, destroy> reader_;
    bool is_broken_ = false;
};

}  // namespace microfast::sessions
