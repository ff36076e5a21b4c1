// Layers around every answer, those to unknown paths included.
//
//   curl -i http://127.0.0.1:8080/ -H 'Origin: https://app.example.com'
#include <microfast/microfast.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

#include "command_line.hpp"

namespace mf = microfast;

namespace {

//! [stopwatch]
/// A plain layer: it may answer before the handler, and look at the answer after it. Its note is
/// kept for each request.
struct stopwatch {
    using clock = std::chrono::steady_clock;
    struct note {
        clock::time_point started;
    };

    mf::verdict before(note& kept, mf::request& /*request*/, mf::response& /*answer*/) const {
        kept.started = clock::now();
        return mf::verdict::proceed;
    }
    void after(note& kept, mf::request& /*request*/, mf::response& answer) const {
        const auto took = clock::now() - kept.started;
        answer.headers.set(
            "Server-Timing", "app;dur=" + std::to_string(took / std::chrono::milliseconds(1))
        );
    }
};
//! [stopwatch]

struct not_in_stock : std::runtime_error {
    using runtime_error::runtime_error;
};

}  // namespace

int main(int count, char** words) {
    mf::application app{{.title = "Middleware"}};
    app.use(mf::request_id(), mf::access_log());  // the first is the outermost
    app.use(mf::cors({.origins = {"https://app.example.com"}}));
    app.use(mf::security_headers(), stopwatch{});
    app.on<not_in_stock>([](const not_in_stock& thrown, mf::request&) {
        return mf::problem(409, thrown.what());
    });
    app.get("/", [] { return "hello"; });
    app.get("/lamp", []() -> std::string { throw not_in_stock("no lamps today"); });
    return example::serve(app, count, words);
}
