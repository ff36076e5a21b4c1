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
#include "pieces.hpp"

namespace mf = microfast;

namespace {

/// Runs only as fast as the client reads: a million lines cost the memory of a few.
mf::generator<std::string> lines(int count) {
    for (int i = 1; i <= count; ++i)
        co_yield "line " + std::to_string(i) + "\n";
}

//! [ticks]
/// Ends when the client leaves, where it waits.
mf::generator<std::string> ticks(int last_seen) {
    co_yield "retry: 1000\n\n";
    for (int i = last_seen + 1;; ++i) {
        const auto number = std::to_string(i);
        co_yield "id: " + number + "\ndata: {\"tick\":" + number + "}\n\n";
        co_await mf::sleep_for(std::chrono::milliseconds(500));
    }
}
//! [ticks]

using line_count =
    mf::query<"count", int, mf::defaults_to<3>, mf::at_least<0>, mf::at_most<1'000'000>>;

/// What a browser sends when it connects again.
using last_event = mf::header<"Last-Event-ID", std::optional<int>>;

}  // namespace

int main(int count, char** words) {
    mf::application app{{.title = "Streaming"}};
    app.get("/lines", [](line_count wanted) {
        return example::stream("text/plain; charset=utf-8", lines(*wanted));
    });
    app.get("/ticks", [](last_event seen) {
        auto answer = example::stream("text/event-stream", ticks(seen->value_or(0)));
        answer.headers.set("Cache-Control", "no-store");
        return answer;
    });
    return example::serve(app, count, words);
}
