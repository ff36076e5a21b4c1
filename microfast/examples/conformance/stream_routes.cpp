#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "conformance/routes.hpp"

namespace conformance {

namespace mf = microfast;
using namespace microfast::literals;

namespace {

struct uploaded {
    std::uint64_t bytes = 0;
};

//! [upload]
/// Counts a body as it arrives, in the memory of one piece.
mf::task<uploaded> upload(mf::body_stream& body) {
    uploaded counted;
    for (;;) {
        const auto piece = co_await body.read();
        if (piece.empty()) co_return counted;
        counted.bytes += piece.size();
    }
}
//! [upload]

using many = mf::query<"count", int, mf::defaults_to<10>, mf::at_least<0>, mf::at_most<1'000'000>>;
using last_event =
    mf::header<"Last-Event-ID", std::optional<int>, mf::at_least<0>, mf::at_most<1'000'000>>;

mf::generator<std::string> lines(many count) {
    for (int i = 1; i <= *count; ++i)
        co_yield "line " + std::to_string(i) + "\n";
}

struct tick {
    int number = 0;
};

/// A tenth of a second between two of them.
mf::generator<mf::event<tick>> events(many count, last_event seen) {
    for (int i = seen->value_or(0) + 1; i <= *count; ++i) {
        mf::event<tick> next{.data = tick{i}, .name = "tick", .id = std::to_string(i)};
        co_yield next;
        if (i < *count) co_await mf::sleep_for(std::chrono::milliseconds(100));
    }
}

}  // namespace

void add_stream_routes(mf::application& app) {
    app.post("/upload", &upload).body_limit(10_GiB);
    app.get("/stream", &lines);
    app.get("/events", &events);
}

}  // namespace conformance
