#include <microfast/middleware/line_writer.hpp>

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace microfast::middleware {

line_writer::line_writer(int descriptor, byte_count buffer)
    : descriptor_(descriptor),
      capacity_(buffer),
      thread_([this] { run(); }) {}

line_writer::~line_writer() {
    {
        const std::lock_guard guard(lock_);
        ends_ = true;
    }
    has_work_.notify_one();
    thread_.join();
}

void line_writer::write(std::string_view line) {
    {
        const std::lock_guard guard(lock_);
        if (gathered_.size() + line.size() + 1 > capacity_.value) {
            ++dropped_;
            return;
        }
        gathered_.append(line).push_back('\n');
    }
    has_work_.notify_one();
}

void line_writer::flush() {
    std::unique_lock guard(lock_);
    is_idle_.wait(guard, [this] { return gathered_.empty() && !is_writing_; });
}

void line_writer::run() {
    std::string writing;
    std::unique_lock guard(lock_);
    for (;;) {
        has_work_.wait(guard, [this] { return ends_ || !gathered_.empty(); });
        if (gathered_.empty()) return;
        writing.clear();
        std::swap(writing, gathered_);
        const auto dropped = std::exchange(dropped_, 0);
        is_writing_ = true;
        guard.unlock();
        if (dropped > 0) writing += "{\"dropped_lines\":" + std::to_string(dropped) + "}\n";
        write_out(writing);
        guard.lock();
        is_writing_ = false;
        if (gathered_.empty()) is_idle_.notify_all();
    }
}

/// What cannot be written is lost: there is nowhere to say so.
void line_writer::write_out(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace microfast::middleware
