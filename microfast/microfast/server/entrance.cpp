#include <microfast/server/entrance.hpp>

#include <utility>

namespace microfast::server {

struct entrance::waiter : limits::admission::ticket {
    explicit waiter(net::descriptor arrived) noexcept : socket{std::move(arrived)} {}

    net::descriptor socket;
};

entrance::entrance(
    net::event_loop& loop, limits::admission_options options, doorkeeper& keeper
) noexcept
    : loop_{loop},
      options_{options},
      keeper_{keeper},
      places_{options} {}

entrance::~entrance() {
    while (auto* late = places_.expire(net::event_loop::time_point::max()))
        delete static_cast<waiter*>(late);
}

std::unique_ptr<entrance::waiter> entrance::take(limits::admission::ticket& place) noexcept {
    return std::unique_ptr<waiter>{static_cast<waiter*>(&place)};
}

void entrance::arrive(net::descriptor socket) {
    using limits::admission_outcome;
    auto arrived = std::make_unique<waiter>(std::move(socket));
    switch (places_.arrive(*arrived, loop_.now())) {
        case admission_outcome::admitted:
            if (!keeper_.admit(std::move(arrived->socket))) leave();
            return;
        case admission_outcome::waits:
            arrived.release();  // the queue has it
            return loop_.schedule(*this, *places_.next_deadline());
        case admission_outcome::refused: return keeper_.send_away(std::move(arrived->socket));
    }
}

void entrance::leave() {
    while (auto* next = places_.leave()) {
        if (keeper_.admit(std::move(take(*next)->socket))) return;
    }
}

void entrance::send_all_away() {
    send_away(net::event_loop::time_point::max());
}

void entrance::on_deadline(net::event_loop::time_point now) {
    send_away(now);
    if (const auto next = places_.next_deadline()) loop_.schedule(*this, *next);
}

void entrance::send_away(net::event_loop::time_point now) {
    while (auto* late = places_.expire(now))
        keeper_.send_away(std::move(take(*late)->socket));
}

}  // namespace microfast::server
