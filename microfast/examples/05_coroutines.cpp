// A handler that waits is a coroutine: it holds no thread, and it has a deadline.
//
//   curl 'http://127.0.0.1:8080/wait?ms=300'
//   curl 'http://127.0.0.1:8080/impatient'          503 after 50 ms
#include <microfast/microfast.hpp>

#include <atomic>
#include <chrono>
#include <string>

#include "command_line.hpp"

namespace mf = microfast;
using std::chrono::milliseconds;

namespace {

using delay = mf::query<"ms", int, mf::defaults_to<100>, mf::at_least<0>, mf::at_most<5'000>>;

//! [wait]
/// Ten thousand of these at once cost ten thousand small frames, and one timer each.
mf::task<std::string> wait(delay time) {
    co_await mf::sleep_for(milliseconds(*time));
    co_return "waited for " + std::to_string(*time) + " ms";
}
//! [wait]

class mailbox {
public:
    mf::task<void> send(std::string /*letter*/) {
        co_await mf::sleep_for(milliseconds(10));
        ++sent_;
    }
    [[nodiscard]] int sent() const { return sent_; }

private:
    std::atomic<int> sent_ = 0;
};

/// Answers at once; the work is done after the last byte of the answer.
mf::status<202, std::string> write_letter(mf::background& later, mailbox& letters) {
    later.add(letters.send("dear reader"));
    return {"it will be sent"};
}

}  // namespace

int main(int count, char** words) {
    mailbox letters;
    mf::application app{{.title = "Coroutines"}};
    app.provide(letters);
    app.get("/wait", &wait);
    app.get(
           "/impatient", [] { return mf::sleep_for(milliseconds(500)); }
    ).deadline(milliseconds(50));
    app.post("/letters", &write_letter);
    app.get("/letters", [](mailbox& all) { return std::to_string(all.sent()); });
    return example::serve(app, count, words);
}
