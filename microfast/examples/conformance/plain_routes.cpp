#include <chrono>
#include <map>
#include <stdexcept>
#include <string>

#include "conformance/routes.hpp"

namespace conformance {

namespace mf = microfast;

namespace {

struct greeting {
    std::string message;
};

struct visit {
    int visits = 0;
};

/// The body and its content type, as they came.
mf::response echo(const mf::request& request) {
    mf::response answer;
    answer.headers.append(
        "Content-Type", request.header("Content-Type").value_or("application/octet-stream")
    );
    answer.body = request.body();
    return answer;
}

/// The fields of the request; lines of one name joined.
std::map<std::string, std::string> fields(const mf::request& request) {
    std::map<std::string, std::string> shown;
    for (const auto& field : request.headers())
        shown.try_emplace(std::string(field.name), request.header(field.name).value_or(""));
    return shown;
}

/// Counts the visits of a client, who keeps the count.
visit count_visit(mf::cookie<"visits", int, mf::defaults_to<0>> before, mf::response& answer) {
    const visit now{*before < 1'000'000 ? *before + 1 : 1};
    mf::http::cookie kept{.name = "visits", .value = std::to_string(now.visits)};
    kept.secure = false;  // test suites come without TLS
    mf::set_cookie(answer.headers, kept);
    return now;
}

using delay = mf::query<"ms", int, mf::defaults_to<100>, mf::at_least<0>, mf::at_most<10'000>>;

mf::task<std::string> wait(delay milliseconds) {
    co_await mf::sleep_for(std::chrono::milliseconds(*milliseconds));
    co_return "waited " + std::to_string(*milliseconds) + " ms";
}

}  // namespace

void add_plain_routes(mf::application& app) {
    using mf::http::method;
    app.get("/", [] { return "microfast"; });
    app.post("/", [] { return "posted"; });
    app.get("/plaintext", [] { return "Hello, World!"; });
    app.get("/json", [] { return greeting{"Hello, World!"}; });
    for (const auto each :
         {method::get, method::post, method::put, method::patch, method::delete_, method::options})
        app.route(each, "/echo", &echo);
    app.get("/headers", &fields);
    app.get("/cookie", &count_visit);
    app.get("/redirect", [] { return mf::redirect{"/plaintext"}; });
    app.get("/slow", &wait);
    app.get("/boom", []() -> std::string { throw std::runtime_error("the secret of /boom"); });
}

}  // namespace conformance
