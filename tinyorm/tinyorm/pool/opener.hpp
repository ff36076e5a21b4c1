/// @file
/// How a pool gets its connections, and how it holds back when it gets none.
#pragma once

#include <tinyorm/driver/registry.hpp>
#include <tinyorm/pool/idle_connections.hpp>
#include <tinyorm/pool/pool_options.hpp>

#include <chrono>
#include <random>
#include <string>
#include <string_view>

namespace tinyorm::pool {

/// Opens connections, one after the other, and remembers how the last attempts went.
///
/// Thread safety: none; `open()` may run while other threads ask for the rest.
class opener {
public:
    opener(std::string url, const pool_options& options);

    /// A new connection, with a life limit of its own. Throws what its driver throws.
    [[nodiscard]] connection_ptr open();

    void succeeded() noexcept { failures_ = 0; }
    void failed(std::string_view reason);

    /// How long to wait before the next attempt: doubles with each failure in a row, up to 1.6 s,
    /// and is never the same for two.
    [[nodiscard]] std::chrono::milliseconds pause();

    /// `; the last attempt to open one failed: ...`, or nothing if it did not.
    [[nodiscard]] std::string describe_failure() const;

    [[nodiscard]] const driver::driver& driver() const noexcept { return driver_; }
    /// True if the database lives only as long as its connection.
    [[nodiscard]] bool is_private() const { return driver_.is_private(url_); }

private:
    std::string url_;
    driver::driver driver_;
    std::chrono::milliseconds life_limit_;
    double life_jitter_;
    unsigned failures_ = 0;     // one after the other
    std::string last_failure_;  // of them
    std::minstd_rand random_{std::random_device{}()};
};

}  // namespace tinyorm::pool
