#include <unamex/cache/hiredis_link.hpp>

#include <hiredis/async.h>

#include <csignal>
#include <utility>

namespace unamex::cache {
namespace {

redis_reply to_reply(const redisReply& from) {
    redis_reply reply;
    switch (from.type) {
        case REDIS_REPLY_STRING:
        case REDIS_REPLY_STATUS:
            reply.is = redis_reply::kind::text;
            reply.text.assign(from.str, from.len);
            break;
        case REDIS_REPLY_ERROR:
            reply.is = redis_reply::kind::error;
            reply.text.assign(from.str, from.len);
            break;
        case REDIS_REPLY_INTEGER:
            reply.is = redis_reply::kind::number;
            reply.number = from.integer;
            break;
        case REDIS_REPLY_ARRAY:
            reply.is = redis_reply::kind::list;
            for (std::size_t i = 0; i < from.elements; ++i) {
                reply.list.push_back(to_reply(*from.element[i]));
            }
            break;
        default: break;
    }
    return reply;
}

redisAsyncContext* connect(const redis_address& address) {
    return address.socket_path.empty() ? redisAsyncConnect(address.host.c_str(), address.port)
                                       : redisAsyncConnectUnix(address.socket_path.c_str());
}

}  // namespace

struct hiredis_link::hooks {
    static hiredis_link& link(void* data) noexcept { return *static_cast<hiredis_link*>(data); }

    static void add_read(void* data) { link(data).wait_to_read(); }
    static void keep_reading(void* /*data*/) {}  // one wait is always open: it notices the end
    static void add_write(void* data) {
        link(data).wants_to_write_ = true;
        link(data).wait_to_write();
    }
    static void remove_write(void* data) { link(data).wants_to_write_ = false; }
    static void cleanup(void* data) { link(data).detached(); }

    static void take_reply(redisAsyncContext* context, void* reply, void* /*command*/) {
        auto& self = link(context->data);
        if (self.told_ == nullptr || reply == nullptr) return;
        self.told_->reply_came(to_reply(*static_cast<redisReply*>(reply)));
    }
};

hiredis_link::hiredis_link(
    const microfast::net::event_loop::executor_type& executor, listener& told
)
    : told_{&told},
      descriptor_{executor} {
    // hiredis writes without MSG_NOSIGNAL: a Redis that has gone would end this process.
    static const auto ignored = std::signal(SIGPIPE, SIG_IGN);
    static_cast<void>(ignored);
}

hiredis_link::~hiredis_link() {
    close();
}

std::string hiredis_link::open(const redis_address& address) {
    context_ = connect(address);
    if (context_->err != 0) {
        const std::string reason{context_->errstr};
        redisAsyncFree(std::exchange(context_, nullptr));
        return reason;
    }
    attach();
    return {};
}

void hiredis_link::attach() {
    descriptor_.assign(context_->c.fd);
    context_->data = this;
    context_->ev.data = this;
    context_->ev.addRead = hooks::add_read;
    context_->ev.delRead = hooks::keep_reading;
    context_->ev.addWrite = hooks::add_write;
    context_->ev.delWrite = hooks::remove_write;
    context_->ev.cleanup = hooks::cleanup;
    // hiredis learns that it is connected when it may write for the first time.
    hooks::add_write(this);
}

void hiredis_link::send(const redis_command& command) {
    std::vector<const char*> arguments;
    std::vector<std::size_t> sizes;
    for (const auto& argument : command) {
        arguments.push_back(argument.data());
        sizes.push_back(argument.size());
    }
    redisAsyncCommandArgv(
        context_,
        hooks::take_reply,
        nullptr,
        static_cast<int>(command.size()),
        arguments.data(),
        sizes.data()
    );
}

void hiredis_link::close() noexcept {
    told_ = nullptr;
    if (context_ != nullptr) redisAsyncFree(context_);
}

void hiredis_link::wait_to_read() {
    if (std::exchange(waits_to_read_, true)) return;
    descriptor_.async_wait(
        asio::posix::stream_descriptor::wait_read,
        [self = shared_from_this()](std::error_code failure) {
            self->waits_to_read_ = false;
            if (failure || self->context_ == nullptr) return;
            redisAsyncHandleRead(self->context_);
            if (self->told_ != nullptr) self->told_->replies_taken();
        }
    );
}

void hiredis_link::wait_to_write() {
    if (std::exchange(waits_to_write_, true)) return;
    descriptor_.async_wait(
        asio::posix::stream_descriptor::wait_write,
        [self = shared_from_this()](std::error_code failure) {
            self->waits_to_write_ = false;
            if (failure || self->context_ == nullptr || !self->wants_to_write_) return;
            redisAsyncHandleWrite(self->context_);
            if (self->told_ != nullptr) self->told_->replies_taken();
        }
    );
}

void hiredis_link::detached() {
    descriptor_.release();
    const auto* ended = std::exchange(context_, nullptr);
    if (told_ != nullptr)
        told_->link_ended(ended->errstr == nullptr ? "closed by Redis" : ended->errstr);
}

}  // namespace unamex::cache
