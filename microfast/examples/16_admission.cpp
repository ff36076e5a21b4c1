// For work that is dear: so many at it, so many waiting in a queue, each for so long.
//
//   for i in 1 2 3 4; do curl -w '\n' 'http://127.0.0.1:8080/work?ms=3000' & done
//   curl http://127.0.0.1:8080/queue
#include <microfast/limits/admission.hpp>
#include <microfast/microfast.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/experimental/as_tuple.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "command_line.hpp"

namespace mf = microfast;
using std::chrono::milliseconds;

namespace {

using mf::limits::admission;
using mf::limits::admission_outcome;

/// A request at the desk: inside, in the queue until its timer wakes it, or refused.
struct visitor : admission::ticket {
    explicit visitor(admission& entered)
        : desk{entered},
          outcome{desk.arrive(*this, std::chrono::steady_clock::now())} {}
    ~visitor() {
        if (outcome == admission_outcome::waits) desk.give_up(*this);
        if (outcome != admission_outcome::admitted) return;
        if (auto* const next = static_cast<visitor*>(desk.leave())) next->come_in();
    }
    void come_in() {
        outcome = admission_outcome::admitted;
        timer.cancel();
    }

    admission& desk;
    admission_outcome outcome;
    asio::steady_timer timer{mf::event_loop::current().executor()};
};

//! [layer]
/// A layer for one event loop: with several, each has a desk of its own.
struct waiting_room {
    std::shared_ptr<admission> desk;
    milliseconds patience;

    mf::task<void> around(mf::request&, mf::response& answer, mf::next& inner) const {
        visitor who(*desk);
        if (who.outcome == admission_outcome::waits) {
            who.timer.expires_after(patience);
            co_await who.timer.async_wait(asio::experimental::as_tuple(mf::net::use_task));
        }
        if (who.outcome != admission_outcome::admitted)
            co_return answer.set_problem(503, "too many are at it: try later");
        co_await inner();
    }
};
//! [layer]

struct queue {
    std::size_t active = 0;
    std::size_t waiting = 0;
};

using delay = mf::query<"ms", int, mf::defaults_to<100>, mf::at_least<0>, mf::at_most<10'000>>;

mf::task<std::string> work(delay time) {
    co_await mf::sleep_for(milliseconds(*time));
    co_return "done";
}

}  // namespace

int main(int count, char** words) {
    const milliseconds patience(10'000);
    const auto desk = std::make_shared<admission>(mf::limits::admission_options{
        .active = 1, .waiting = 1, .patience = patience});
    mf::application app{{.title = "Admission"}};
    app.get("/work", &work).use(waiting_room{desk, patience}).cancel_on_disconnect();
    app.get("/queue", [desk] { return queue{desk->active(), desk->waiting()}; });
    return example::serve(app, count, words, {.workers = 1});
}
