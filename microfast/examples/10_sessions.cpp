// What the server remembers of a client, behind a cookie that says nothing.
//
//   curl -c jar -b jar http://127.0.0.1:8080/sign-in -d name=ada
//   curl -c jar -b jar http://127.0.0.1:8080/me
#include <microfast/microfast.hpp>
#include <microfast/middleware/session.hpp>
#include <microfast/sessions/memory_store.hpp>

#include <memory>
#include <string>

#include "command_line.hpp"

namespace mf = microfast;
using mf::middleware::session_of;

namespace {

//! [session]
mf::no_content sign_in(
    mf::form<"name", std::string, mf::min_length<1>> name, mf::request& request
) {
    auto& session = session_of(request);
    session.renew();  // whoever planted an id in this client before does not know the new one
    session.set("name", *name);
    return {};
}

std::string who(mf::request& request) {
    const auto name = session_of(request).find("name");
    if (!name) throw mf::http_error(401, "sign in first: POST /sign-in with a name");
    return "you are " + std::string(*name);
}
//! [session]

mf::no_content sign_out(mf::request& request) {
    session_of(request).end();
    return {};
}

}  // namespace

int main(int count, char** words) {
    mf::middleware::session_options options;
    options.store = std::make_shared<mf::sessions::memory_store>();
    options.secure = false;  // this example is served without TLS

    mf::application app{{.title = "Sessions"}};
    app.use(mf::middleware::sessions_of(options));
    app.post("/sign-in", &sign_in);
    app.get("/me", &who);
    app.post("/sign-out", &sign_out);
    return example::serve(app, count, words);
}
