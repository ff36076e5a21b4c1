// Which route answers? Text goes before an expression, an expression before a parameter, and a
// tail takes the rest.
//
//   curl http://127.0.0.1:8080/orders/new         text
//   curl http://127.0.0.1:8080/orders/17          an expression
//   curl http://127.0.0.1:8080/orders/seventeen   a parameter
//   curl http://127.0.0.1:8080/orders/17/a/b      a tail
#include <microfast/microfast.hpp>

#include <string>
#include <string_view>

#include "command_line.hpp"

namespace mf = microfast;

int main(int count, char** words) {
    mf::application app{{.title = "Router"}};
    //! [routes]
    app.get("/orders/new", [] { return "a form for a new order"; });
    app.get("/orders/{id:[0-9]+}", [](int id) { return "order " + std::to_string(id); });
    app.get("/orders/{name}", [](std::string_view name) {
        return "orders of " + std::string(name);
    });
    app.get("/orders/{id:[0-9]+}/lines/{line}", [](int id, int line) {
        return "line " + std::to_string(line) + " of order " + std::to_string(id);
    });
    app.get("/orders/{path*}", [](std::string_view path) {
        //! [routes]
        return "no route but " + std::string(path);
    });

    mf::router version_one{"/v1", {.tags = {"v1"}}};
    version_one.get("/status", [] { return "fine"; }).name("status");
    app.include(version_one);
    app.get("/where-is-status", [](mf::application& all) { return all.url_for("status"); });
    return example::serve(app, count, words);
}
