#include <unamex/cache/back_off.hpp>
#include <unamex/cache/hiredis_link.hpp>
#include <unamex/cache/host_addresses.hpp>
#include <unamex/cache/redis_connection.hpp>
#include <unamex/cache/redis_greeting.hpp>
#include <unamex/ports/answer_cache.hpp>

#include <asio/steady_timer.hpp>
#include <fmt/format.h>

#include <coroutine>
#include <deque>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace unamex::cache {
namespace {

using clock = std::chrono::steady_clock;

constexpr auto another_redis = "another connection of this process has found another Redis";

// One `run`: shared by the coroutine that waits and the connection, since either may end first.
struct exchange {
    std::size_t expected = 0;
    clock::time_point due;
    redis_answer answer;
    std::string failure;              // empty if all replies came
    bool is_greeting = false;         // the connection's own
    bool is_watch = false;            // the same, later
    std::vector<redis_command> held;  // until the connection is greeted
    std::coroutine_handle<> waiting;  // null while nobody waits
};

class answer_of {
public:
    explicit answer_of(std::shared_ptr<exchange> awaited) noexcept : awaited_{std::move(awaited)} {}
    answer_of(const answer_of&) = delete;
    answer_of& operator=(const answer_of&) = delete;
    ~answer_of() { awaited_->waiting = {}; }

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) const noexcept {
        awaited_->waiting = waiting;
    }
    [[nodiscard]] redis_answer await_resume() const {
        if (!awaited_->failure.empty()) throw ports::cache_unavailable{awaited_->failure};
        return std::move(awaited_->answer);
    }

private:
    std::shared_ptr<exchange> awaited_;
};

}  // namespace

class redis_connection::implementation final : public hiredis_link::listener,
                                               public std::enable_shared_from_this<implementation> {
public:
    implementation(
        microfast::net::event_loop& loop, redis_address address, const redis_options& options
    )
        : loop_{&loop},
          address_{std::move(address)},
          options_{options},
          hosts_{loop, address_.host},
          pauses_{options.shortest_pause, options.longest_pause, std::random_device{}()},
          timer_{loop.executor()},
          watch_{loop.executor()} {}
    ~implementation() override {
        if (link_) link_->close();
    }

    std::shared_ptr<exchange> start(std::vector<redis_command> commands) {
        if (is_probing_ && !open_.empty()) throw ports::cache_unavailable{"Redis is being tried"};
        if (!is_watching_) watch();
        if (is_stale()) {
            end(another_redis);
            loop_->post([ended = weak_from_this()] {
                if (const auto self = ended.lock()) self->replies_taken();
            });
        }
        if (!link_) greet();
        auto started = add(std::move(commands));
        // Not before: what follows a SELECT that fails would be done in another database.
        if (is_greeted_) send_held(*started);
        return started;
    }

    [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }

    void reply_came(redis_reply reply) override {
        auto& oldest = *open_.front();
        const bool is_own = oldest.is_greeting || oldest.is_watch;
        if (!is_own && reply.is == redis_reply::kind::error && oldest.failure.empty()) {
            oldest.failure = "Redis refused: " + reply.text;
        }
        oldest.answer.replies.push_back(std::move(reply));
        if (oldest.answer.replies.size() < oldest.expected) return;
        const auto ended = std::move(open_.front());
        open_.pop_front();
        if (ended->is_greeting) {
            greeting_ended(*ended);
        } else if (ended->is_watch) {
            watch_ended(*ended);
        } else {
            if (is_stale()) ended->failure = another_redis;
            ended->answer.redis = id_;
            finished_.push_back(ended);
        }
    }

    void link_ended(std::string_view reason) override {
        link_.reset();
        ++generation_;
        is_greeted_ = false;
        why_refused_.clear();
        pause(reason);
        for (auto& unanswered : open_) {
            unanswered->failure = fmt::format("the connection to Redis has ended: {}", reason);
            finished_.push_back(std::move(unanswered));
        }
        open_.clear();
    }

    void replies_taken() override {
        const auto kept = shared_from_this();  // whoever goes on may destroy the connection
        if (!why_refused_.empty()) {
            end(std::exchange(why_refused_, {}));
        }
        for (auto& exchange : std::exchange(finished_, {})) {
            if (exchange->waiting) exchange->waiting.resume();
        }
    }

private:
    std::shared_ptr<exchange> add(std::vector<redis_command> commands) {
        auto added = std::make_shared<exchange>();
        added->expected = commands.size();
        added->due = clock::now() + options_.deadline;
        added->held = std::move(commands);
        open_.push_back(added);
        if (open_.size() == 1) watch_deadline();
        return added;
    }

    void send_held(exchange& due) {
        for (const auto& command : std::exchange(due.held, {}))
            link_->send(command);
    }

    void greet() {
        connect();
        auto greeting = add(greeting_for(address_, make_identity()));
        greeting->is_greeting = true;
        send_held(*greeting);
    }

    void greeting_ended(const exchange& greeting) {
        const auto answer = read_greeting(greeting.answer.replies);
        if (!answer.refusal.empty()) {
            why_refused_ = answer.refusal;
            return;
        }
        is_greeted_ = true;
        is_probing_ = false;
        id_ = answer.id;
        if (options_.identity) number_ = options_.identity->found(id_);
        if (options_.health && !answer.unknown_policy.empty())
            options_.health->cannot_tell_policy(answer.unknown_policy);
        for (const auto& waiting : open_)
            send_held(*waiting);
        up_since_ = clock::now();
        if (options_.health) options_.health->greeted(up_since_);
    }

    void watch_ended(const exchange& asked) {
        const auto answer = read_greeting(asked.answer.replies);
        why_refused_ = answer.refusal;
        if (answer.refusal.empty() && answer.id != id_) why_refused_ = "it is another one now";
        // Not at once: connections that find different ones, and end each other, are to do so ever
        // more slowly.
        if (why_refused_.empty() && clock::now() - up_since_ >= 2 * options_.longest_pause)
            pauses_.reset();
    }

    void watch() {
        is_watching_ = true;
        watch_.expires_after(options_.watch);
        watch_.async_wait([watched = weak_from_this()](std::error_code cancelled) {
            const auto self = watched.lock();
            if (self && !cancelled) self->watch_came();
        });
    }

    void watch_came() {
        watch();
        if (is_stale()) end(another_redis);
        try {
            if (!link_) {
                greet();
            } else if (is_greeted_) {
                auto asked = add(identity_question());
                asked->is_watch = true;
                send_held(*asked);
            }
        } catch (const ports::cache_unavailable&) {
            // it is being left alone after a failure
        }
        replies_taken();
    }

    /// Another connection has found another Redis since this one was greeted.
    [[nodiscard]] bool is_stale() const {
        return is_greeted_ && options_.identity && options_.identity->number() != number_;
    }

    void end(std::string_view reason) {
        std::exchange(link_, nullptr)->close();
        link_ended(reason);
    }

    void connect() {
        if (clock::now() < retry_at_) throw ports::cache_unavailable{why_paused_};
        up_since_ = clock::now();
        auto target = address_;
        target.host = hosts_.next();
        if (target.host.empty() && target.socket_path.empty()) {
            pause(fmt::format("there is no host {}", address_.host));
            throw ports::cache_unavailable{why_paused_};
        }
        auto link = std::make_shared<hiredis_link>(loop_->executor(), *this);
        if (const auto reason = link->open(target); !reason.empty()) {
            pause(reason);
            throw ports::cache_unavailable{why_paused_};
        }
        link_ = std::move(link);
    }

    void pause(std::string_view reason) {
        why_paused_ = fmt::format("Redis is away: {}", reason);
        retry_at_ = clock::now() + pauses_.next_pause();
        is_probing_ = true;
        if (options_.health) options_.health->failed(reason, up_since_);
        hosts_.look_up_again();
    }

    void watch_deadline() {
        if (open_.empty()) return;
        timer_.expires_at(open_.front()->due);
        timer_.async_wait([watched = weak_from_this()](std::error_code cancelled) {
            const auto self = watched.lock();
            if (self && !cancelled) self->deadline_came();
        });
    }

    void deadline_came() {
        if (!open_.empty() && open_.front()->due <= clock::now()) {
            end(fmt::format("no reply in {} ms", options_.deadline.count()));
        }
        watch_deadline();
        replies_taken();
    }

    microfast::net::event_loop* loop_;
    redis_address address_;
    redis_options options_;
    host_addresses hosts_;

    std::shared_ptr<hiredis_link> link_;  // null while there is no connection
    std::uint64_t generation_ = 1;
    clock::time_point up_since_;  // the greeting, or the begin of an attempt without one
    bool is_greeted_ = false;     // by this connection's Redis
    std::string id_;              // of the Redis that greeted last
    std::uint64_t number_ = 0;    // of that sighting
    std::string why_refused_;     // by its greeting; empty: it was not
    back_off pauses_;
    clock::time_point retry_at_;
    std::string why_paused_;
    bool is_probing_ = false;  // the last connection failed, and this one has answered nothing yet

    asio::steady_timer timer_;  // for the oldest open exchange, or one before it
    asio::steady_timer watch_;
    bool is_watching_ = false;                         // from the first use on
    std::deque<std::shared_ptr<exchange>> open_;       // in the order of their replies
    std::vector<std::shared_ptr<exchange>> finished_;  // to be resumed
};

redis_connection::redis_connection(
    microfast::net::event_loop& loop, redis_address address, const redis_options& options
)
    : implementation_{std::make_shared<implementation>(loop, std::move(address), options)} {}

redis_connection::~redis_connection() = default;

microfast::task<redis_answer> redis_connection::run(std::vector<redis_command> commands) {
    co_return co_await answer_of(implementation_->start(std::move(commands)));
}

std::uint64_t redis_connection::generation() const noexcept {
    return implementation_->generation();
}

}  // namespace unamex::cache
