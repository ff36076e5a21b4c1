#include <microfast/http/body_stream.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "conformance/routes.hpp"
#include "pieces.hpp"

namespace conformance {

namespace mf = microfast;
using namespace microfast::literals;

namespace {

struct uploaded {
    std::uint64_t bytes = 0;
};

//! [upload]
/// Counts a body as it arrives, in the memory of one piece.
mf::task<uploaded> upload(mf::request& request) {
    uploaded counted;
    for (;;) {
        const auto piece = co_await request.body_stream()->read();
        if (piece.empty()) co_return counted;
        counted.bytes += piece.size();
    }
}
//! [upload]

mf::generator<std::string> lines(int count) {
    for (int i = 1; i <= count; ++i)
        co_yield "line " + std::to_string(i) + "\n";
}

/// A tenth of a second between two of them.
mf::generator<std::string> events(int last_seen, int last) {
    co_yield "retry: 1000\n\n";
    for (int i = last_seen + 1; i <= last; ++i) {
        const auto number = std::to_string(i);
        co_yield "id: " + number + "\nevent: tick\ndata: {\"tick\":" + number + "}\n\n";
        if (i < last) co_await mf::sleep_for(std::chrono::milliseconds(100));
    }
}

using many = mf::query<"count", int, mf::defaults_to<10>, mf::at_least<0>, mf::at_most<1'000'000>>;
using last_event = mf::header<"Last-Event-ID", std::optional<int>>;

mf::response send_events(many last, last_event seen) {
    auto answer = example::stream("text/event-stream", events(seen->value_or(0), *last));
    answer.headers.set("Cache-Control", "no-store");
    return answer;
}

}  // namespace

void add_stream_routes(mf::application& app) {
    app.post("/upload", &upload).streams_body().body_limit(10_GiB);
    app.get("/stream", [](many count) {
        return example::stream("text/plain; charset=utf-8", lines(*count));
    });
    app.get("/events", &send_events);
}

}  // namespace conformance
