/// @file
/// Lines to a file, without ever making an event loop wait for the disk.
#pragma once

#include <microfast/core/byte_count.hpp>

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace microfast::middleware {

/// Gathers lines and writes them from a thread of its own.
///
/// What does not fit into the buffer because the disk is slow is dropped and counted; a line says
/// how many when there is room again.
///
/// Thread safety: `write` is safe. Lifetime: the destructor writes what is gathered. The descriptor
/// stays open and is the owner's to close.
class line_writer {
public:
    explicit line_writer(int descriptor, byte_count buffer = 1_MiB);
    line_writer(const line_writer&) = delete;
    line_writer& operator=(const line_writer&) = delete;
    ~line_writer();

    /// Adds a line; the line feed is added here.
    void write(std::string_view line);

    /// Returns once everything that was added before is written.
    void flush();

private:
    void run();
    void write_out(std::string_view bytes) const;

    const int descriptor_;
    const byte_count capacity_;
    std::mutex lock_;
    std::condition_variable has_work_;
    std::condition_variable is_idle_;
    std::string gathered_;
    std::size_t dropped_ = 0;
    bool is_writing_ = false;
    bool ends_ = false;
    std::thread thread_;  // last: it uses what is above
};

}  // namespace microfast::middleware
