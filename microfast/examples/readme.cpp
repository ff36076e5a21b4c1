// The program that the README begins with.
#include <microfast/microfast.hpp>
namespace mf = microfast;

int main() {
    mf::application app;
    app.get("/", [] { return "Hello, World!"; });
    app.get("/users/{id}", [](mf::request& request) { return request.parameter("id"); });
    app.run({.bind = "127.0.0.1:8080"});
}
