#include <microfast/net/send.hpp>
#include <microfast/server/outbox.hpp>

#include <cerrno>
#include <utility>

namespace microfast::server {

void outbox::append_file(std::unique_ptr<http::body_source> owner, const http::file_range& range) {
    if (backlog_ == nullptr) keep_gathered(0);
    backlog_->append_file(std::move(owner), range);
    send_more();
}

void outbox::append_work(task<void> work) {
    if (backlog_ == nullptr) {
        shared_.work_after_output.push_back(std::move(work));
    } else {
        backlog_->append_work(std::move(work));
    }
}

void outbox::flush() {
    if (backlog_ != nullptr) return backlog_->share.set(backlog_->kept_text());
    if (shared_.output.empty()) return shared_.work.begin(shared_.work_after_output);
    const ssize_t size = net::send_some(socket_, shared_.output);
    has_failed_ = size < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR;
    const auto sent = size < 0 ? 0 : static_cast<std::size_t>(size);
    if (sent < shared_.output.size()) return keep_gathered(sent);
    shared_.output.clear();
    constexpr std::size_t largest_kept = 1024 * 1024;
    if (shared_.output.capacity() > largest_kept) std::string{}.swap(shared_.output);
    shared_.work.begin(shared_.work_after_output);
}

void outbox::keep_gathered(std::size_t sent) {
    backlog_ = std::make_unique<backlog>(shared_.unsent, socket_);
    backlog_->tail().assign(shared_.output, sent);
    shared_.output.clear();
    for (auto& work : std::exchange(shared_.work_after_output, {}))
        backlog_->append_work(std::move(work));
    backlog_->moved_last = shared_.loop.now();
    backlog_->share.set(backlog_->kept_text());
}

void outbox::send_more() {
    std::vector<task<void>> due;
    const auto progress = backlog_->send(socket_, due);
    shared_.work.begin(due);
    if (progress == send_backlog::progress::nothing) return;
    backlog_->moved_last = shared_.loop.now();
    backlog_->share.has_moved();
    backlog_->share.set(backlog_->kept_text());
    has_failed_ = progress == send_backlog::progress::failed;
    if (progress == send_backlog::progress::all) backlog_.reset();
}

void outbox::give_up() {
    shared_.output.clear();
    if (backlog_ != nullptr) backlog_->give_up(shared_.work_after_output);
    shared_.work.begin(shared_.work_after_output);
}

}  // namespace microfast::server
