// Answers that are made while they are sent: lines, and server-sent events.
//
//   curl -N 'http://127.0.0.1:8080/lines?count=5'
//   curl -N http://127.0.0.1:8080/ticks                          an event every half second
//   curl -N http://127.0.0.1:8080/ticks -H 'Last-Event-ID: 7'    goes on where it was
#include <microfast/microfast.hpp>

#include <chrono>
#include <optional>
#include <string>

#include "command_line.hpp"

namespace mf = microfast;

namespace {

using line_count =
    mf::query<"count", int, mf::defaults_to<3>, mf::at_least<0>, mf::at_most<1'000'000>>;

/// Runs only as fast as the client reads: a million lines cost the memory of a few.
mf::generator<std::string> lines(line_count count) {
    for (int i = 1; i <= *count; ++i)
        co_yield "line " + std::to_string(i) + "\n";
}

//! [ticks]
struct tick {
    int number = 0;
};

/// What a browser sends when it connects again.
using last_event =
    mf::header<"Last-Event-ID", std::optional<int>, mf::at_least<0>, mf::at_most<1'000'000>>;

/// Ends when the client leaves, where it waits.
mf::generator<mf::event<tick>> ticks(last_event seen) {
    for (int i = seen->value_or(0) + 1;; ++i) {
        mf::event<tick> next{.data = tick{i}, .id = std::to_string(i)};
        co_yield next;
        co_await mf::sleep_for(std::chrono::milliseconds(500));
    }
}
//! [ticks]

}  // namespace

int main(int count, char** words) {
    mf::application app{{.title = "Streaming"}};
    app.get("/lines", &lines);
    app.get("/ticks", &ticks);
    return example::serve(app, count, words);
}
