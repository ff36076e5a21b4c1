#include <microfast/net/asio_poller.hpp>

#include <asio/io_context.hpp>
#include <asio/posix/basic_stream_descriptor.hpp>

#include <utility>

namespace microfast::net {

namespace {

bool includes(interest wanted, interest direction) {
    return (static_cast<unsigned>(wanted) & static_cast<unsigned>(direction)) != 0;
}

}  // namespace

/// One watched descriptor. Kept alive by its own outstanding waits, so that forgetting it is safe
/// anywhere.
class asio_poller::watch_state : public std::enable_shared_from_this<watch_state> {
public:
    watch_state(asio::io_context& context, int descriptor, watcher& who)
        : descriptor_{context, descriptor},
          who_{&who} {}
    watch_state(const watch_state&) = delete;
    watch_state& operator=(const watch_state&) = delete;
    ~watch_state() { release(); }

    void want(interest wanted) {
        wanted_ = wanted;
        arm(interest::read);
        arm(interest::write);
    }

    void release() noexcept {
        who_ = nullptr;
        if (descriptor_.is_open()) descriptor_.release();  // the watcher owns the number
    }

private:
    void arm(interest direction) {
        if (!includes(wanted_, direction) || includes(armed_, direction)) return;
        armed_ = with(armed_, direction);
        const auto what = direction == interest::read ? asio::posix::descriptor_base::wait_read
                                                      : asio::posix::descriptor_base::wait_write;
        descriptor_.async_wait(what, [self = shared_from_this(), direction](std::error_code) {
            self->on_wait(direction);
        });
    }

    void on_wait(interest direction) {
        armed_ = without(armed_, direction);
        if (who_ != nullptr && includes(wanted_, direction)) {
            who_->on_ready(
                {.readable = direction == interest::read, .writable = direction == interest::write}
            );
        }
        if (who_ != nullptr) arm(direction);
    }

    static interest with(interest set, interest direction) {
        return static_cast<interest>(static_cast<unsigned>(set) | static_cast<unsigned>(direction));
    }
    static interest without(interest set, interest direction) {
        return static_cast<interest>(
            static_cast<unsigned>(set) & ~static_cast<unsigned>(direction)
        );
    }

    asio::posix::basic_stream_descriptor<asio::io_context::executor_type> descriptor_;
    watcher* who_;  // null once forgotten
    interest wanted_ = interest::none;
    interest armed_ = interest::none;  // directions with an outstanding wait
};

asio_poller::asio_poller(asio::io_context& context) : context_{context} {}

asio_poller::~asio_poller() {
    for (auto& [number, watch] : watches_)
        watch->release();
}

void asio_poller::watch(int descriptor, interest wanted, watcher& who) {
    const auto state = std::make_shared<watch_state>(context_, descriptor, who);
    watches_.insert_or_assign(descriptor, state);
    state->want(wanted);
}

void asio_poller::change(int descriptor, interest wanted, watcher& /*who*/) {
    watches_.at(descriptor)->want(wanted);
}

void asio_poller::forget(int descriptor, watcher& /*who*/) noexcept {
    if (auto forgotten = watches_.extract(descriptor)) forgotten.mapped()->release();
}

}  // namespace microfast::net
