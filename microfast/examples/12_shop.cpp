// Typed handlers over plain structs: what they take is read, checked and documented. See /docs.
//
//   12_shop [--bind 127.0.0.1:8080]
#include <microfast/microfast.hpp>

#include <string>

#include "12_shop/shelf.hpp"
#include "command_line.hpp"

namespace mf = microfast;
using shop::item, shop::page, shop::shelf;

namespace {

/// A dependency: an ordinary function, whose arguments are made like a handler's.
std::string customer(mf::bearer_token token) {
    if (token.value != "secret") throw mf::http_error(403, "this token is not known");
    return "ann";
}

}  // namespace

int main(int count, char** words) {
    shelf items;
    mf::application app{{.title = "Shop", .version = "1.0.0", .description = "A *small* shop."}};
    app.provide(items);
    app.get("/items/{id}", [](int id, shelf& from) { return from.find(id); }).name("item");
    app.get("/items", [](mf::query_params<page> wanted, shelf& from) {
        return from.list(*wanted);
    });
    const auto add = [](item in, mf::depends<&customer>, shelf& into, mf::application& self) {
        const auto id = into.add(in);
        return mf::created{in, self.url_for("item", {{"id", std::to_string(id)}})};
    };
    app.post("/items", add).summary("Put an item on the shelf").tags("items");
    return example::serve(app, count, words);
}
