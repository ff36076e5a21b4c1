/// @file
/// Couples hiredis to asio: hiredis says when it wants to read or write, asio when it can.
#pragma once

#include <microfast/net/event_loop.hpp>
#include <unamex/cache/redis_address.hpp>
#include <unamex/cache/redis_reply.hpp>

#include <asio/posix/stream_descriptor.hpp>

#include <memory>
#include <string>
#include <string_view>

struct redisAsyncContext;

namespace unamex::cache {

/// One connection of hiredis, from its beginning to its end; it is not opened again.
///
/// Thread safety: none, it belongs to one event loop. Errors: told to the listener.
/// Lifetime: shared by its owner and by handlers that are on their way. The listener outlives it,
/// or is let go by `close`.
class hiredis_link : public std::enable_shared_from_this<hiredis_link> {
public:
    class listener {
    public:
        virtual ~listener() = default;
        virtual void reply_came(redis_reply reply) = 0;  ///< to the oldest open command
        virtual void link_ended(std::string_view reason
        ) = 0;                             ///< no more replies; not after `close`
        virtual void replies_taken() = 0;  ///< hiredis has returned: coroutines may be resumed
    };

    hiredis_link(const microfast::net::event_loop::executor_type& executor, listener& told);
    hiredis_link(const hiredis_link&) = delete;
    hiredis_link& operator=(const hiredis_link&) = delete;
    ~hiredis_link();

    /// Begins to connect; the host must be an address. Returns why it cannot, or nothing.
    [[nodiscard]] std::string open(const redis_address& address);

    /// Sends when the connection is there. Only between `open` and the end.
    void send(const redis_command& command);

    /// Ends it now. The listener hears nothing more.
    void close() noexcept;

private:
    struct hooks;  // what hiredis calls

    void attach();
    void wait_to_read();
    void wait_to_write();
    void detached();

    listener* told_;                             // null after close
    redisAsyncContext* context_ = nullptr;       // null before open and after the end
    asio::posix::stream_descriptor descriptor_;  // of context_, which closes it
    bool wants_to_write_ = false;
    bool waits_to_read_ = false;
    bool waits_to_write_ = false;
};

}  // namespace unamex::cache
