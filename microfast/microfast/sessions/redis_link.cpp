#include <microfast/core/error.hpp>
#include <microfast/net/host_lookup.hpp>
#include <microfast/net/send.hpp>
#include <microfast/sessions/redis_link.hpp>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace microfast::sessions {

/// Shared by the coroutine that waits and the link, since either may end first.
struct redis_link::question {
    std::string command;
    time_point due;
    redis_reply reply;
    std::string failure;              // empty if the reply came
    std::coroutine_handle<> waiting;  // null while nobody waits
    bool is_greeting = false;
};

struct redis_link::known_places {
    std::vector<redis_place> all;
    bool are_looked_up = false;  // at this moment
};

class redis_link::answer {
public:
    explicit answer(std::shared_ptr<question> asked) noexcept : asked_{std::move(asked)} {}
    answer(const answer&) = delete;
    answer& operator=(const answer&) = delete;
    ~answer() { asked_->waiting = {}; }

    [[nodiscard]] bool await_ready() const noexcept { return !asked_->failure.empty(); }
    void await_suspend(std::coroutine_handle<> waiting) const noexcept {
        asked_->waiting = waiting;
    }
    [[nodiscard]] redis_reply await_resume() const {
        if (!asked_->failure.empty()) throw error(asked_->failure);
        return std::move(asked_->reply);
    }

private:
    std::shared_ptr<question> asked_;
};

redis_link::redis_link(net::event_loop& loop, std::shared_ptr<const redis_link_options> options)
    : loop_{loop},
      options_{std::move(options)},
      places_{std::make_shared<known_places>(known_places{options_->places})} {}

redis_link::~redis_link() {
    close();
}

task<redis_reply> redis_link::ask(std::string command) {
    if (questions_.size() >= options_->waiting) throw error("too many wait for Redis");
    if (!socket_.is_open()) connect();
    const auto asked = add(std::move(command));
    co_return co_await answer(asked);
}

std::shared_ptr<redis_link::question> redis_link::add(std::string command) {
    auto added = std::make_shared<question>();
    added->command = std::move(command);
    added->due = loop_.now() + options_->deadline;
    questions_.push_back(added);
    if (questions_.size() == 1) watch_deadline();
    if (greetings_left_ == 0) {
        send_waiting();
        flush();
    }
    return added;
}

void redis_link::connect() {
    if (loop_.now() < retry_at_) throw error(why_paused_);
    const auto& place = places_->all.at(attempts_++ % places_->all.size());
    const int family = place.address.ss_family;
    net::descriptor made{::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    const auto* const address = reinterpret_cast<const sockaddr*>(&place.address);
    const bool begins = made.is_open() && (::connect(made.number(), address, place.size) == 0 ||
                                           errno == EINPROGRESS);
    if (!begins) {
        fail(std::generic_category().message(errno));
        throw error(why_paused_);
    }
    constexpr int on = 1;  // a command is one packet, and waits for none; no such thing on AF_UNIX
    if (family != AF_UNIX) ::setsockopt(made.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    socket_ = std::move(made);
    replies_ = std::make_unique<reply_reader>();
    loop_.readiness().watch(socket_.number(), net::interest::read_write, *this);
    greet();
}

/// Everything else waits for it: behind a SELECT that fails it would be done in another database.
void redis_link::greet() {
    const auto& [path, host, port, user, password, database] = options_->address;
    const auto say = [this](std::initializer_list<std::string_view> words) {
        ++greetings_left_;
        std::string command;
        append_command(command, words);
        add(std::move(command))->is_greeting = true;
    };
    ++greetings_left_;  // holds back what `say` adds
    if (!password.empty() && user.empty()) say({"AUTH", password});
    if (!password.empty() && !user.empty()) say({"AUTH", user, password});
    if (!database.empty()) say({"SELECT", database});
    say({"PING"});
    --greetings_left_;
    send_waiting();
}

void redis_link::send_waiting() {
    for (; sent_ < questions_.size(); ++sent_)
        output_ += std::exchange(questions_[sent_]->command, {});
}

void redis_link::flush() {
    if (!output_.empty()) {
        const auto taken = net::send_some(socket_, output_);
        if (taken > 0) output_.erase(0, static_cast<std::size_t>(taken));
    }
    // An error shows when the socket is read.
    const auto wanted = output_.empty() ? net::interest::read : net::interest::read_write;
    loop_.readiness().change(socket_.number(), wanted, *this);
}

void redis_link::on_ready(net::readiness found) {
    if (found.readable || found.failed) receive();
    if (socket_.is_open() && found.writable) flush();
    resume_answered();
}

void redis_link::receive() {
    std::array<char, 16 * 1024> bytes;
    const auto size = ::recv(socket_.number(), bytes.data(), bytes.size(), 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (size < 0) return fail(std::generic_category().message(errno));
    if (size == 0) return fail("it has closed the connection");
    if (!replies_->feed({bytes.data(), static_cast<std::size_t>(size)})) return fail("no memory");
    while (auto reply = replies_->next()) {
        if (sent_ == 0) return fail("it answers what nobody has asked");
        take(*std::move(reply));
        if (!socket_.is_open()) return;
    }
    if (replies_->is_broken()) fail("what it says is not understood");
}

void redis_link::take(redis_reply reply) {
    auto oldest = std::move(questions_.front());
    questions_.pop_front();
    --sent_;
    const bool is_refused = reply.is == redis_reply::kind::failure;
    if (oldest->is_greeting) {
        if (is_refused) return fail(reply.text);
        if (--greetings_left_ > 0) return;
        send_waiting();
        return flush();
    }
    if (is_refused) oldest->failure = "Redis refuses: " + reply.text;
    oldest->reply = std::move(reply);
    answered_.push_back(std::move(oldest));
}

void redis_link::fail(std::string_view why) {
    close();
    why_paused_ = "Redis is away: " + std::string(why);
    retry_at_ = loop_.now() + options_->pause;
    look_up_again();
    for (auto& each : std::exchange(questions_, {})) {
        each->failure = why_paused_;
        answered_.push_back(std::move(each));
    }
}

/// It may have moved to another address.
void redis_link::look_up_again() {
    if (options_->address.host.empty() || places_->are_looked_up) return;
    places_->are_looked_up = true;
    loop_.spawn(look_up(places_, options_->address));
}

task<void> redis_link::look_up(std::shared_ptr<known_places> into, redis_address address) {
    std::vector<redis_place> found;
    try {
        const auto endpoints = co_await net::look_up_host(address.host, address.port);
        for (const auto& each : endpoints)
            found.push_back(to_place(each.data(), static_cast<socklen_t>(each.size())));
    } catch (const std::system_error&) {
        found.clear();  // those that were known are better than none
    }
    if (!found.empty()) into->all = std::move(found);
    into->are_looked_up = false;
}

void redis_link::close() noexcept {
    if (socket_.is_open()) {
        loop_.readiness().forget(socket_.number(), *this);
        socket_.close();
    }
    output_.clear();
    sent_ = 0;
    greetings_left_ = 0;
}

void redis_link::resume_answered() {
    for (const auto& each : std::exchange(answered_, {})) {
        if (each->waiting) each->waiting.resume();
    }
}

void redis_link::watch_deadline() {
    loop_.schedule(*this, questions_.front()->due);
}

void redis_link::on_deadline(time_point now) {
    if (questions_.empty()) return;
    if (questions_.front()->due <= now)
        fail("no answer in " + std::to_string(options_->deadline.count()) + " ms");
    if (!questions_.empty()) watch_deadline();
    resume_answered();
}

}  // namespace microfast::sessions
