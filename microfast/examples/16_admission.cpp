// For work that is dear: so many at it, so many waiting in a queue, each for so long.
//
//   for i in 1 2 3 4; do curl -w '\n' 'http://127.0.0.1:8080/work?ms=3000' & done
//   curl http://127.0.0.1:8080/queue
#include <microfast/net/use_task.hpp>

#include <asio/experimental/as_tuple.hpp>

#include <memory>

#include "16_admission/visitor.hpp"
#include "command_line.hpp"

namespace mf = microfast;
using mf::limits::admission, mf::limits::admission_outcome;
using std::chrono::milliseconds;

namespace {

//! [layer]
/// A layer for one event loop: with several, each has a room of its own.
struct waiting_room {
    std::shared_ptr<admission> room;
    milliseconds patience;

    mf::task<void> around(mf::request&, mf::response& answer, mf::next& inner) const {
        desk::visitor who(*room);
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
    std::size_t active = 0, waiting = 0;
};

using delay = mf::query<"ms", int, mf::defaults_to<100>, mf::at_least<0>, mf::at_most<10'000>>;

mf::task<std::string> work(delay time) {
    co_await mf::sleep_for(milliseconds(*time));
    co_return "done";
}

}  // namespace

int main(int count, char** words) {
    const milliseconds patience(10'000);
    const mf::limits::admission_options one{.active = 1, .waiting = 1, .patience = patience};
    const auto room = std::make_shared<admission>(one);
    mf::application app{{.title = "Admission"}};
    app.get("/work", &work).use(waiting_room{room, patience}).cancel_on_disconnect();
    app.get("/queue", [room] { return queue{room->active(), room->waiting()}; });
    return example::serve(app, count, words, {.workers = 1});
}
