// The program that the README begins with.
#include <microfast/microfast.hpp>
namespace mf = microfast;

struct item {
    mf::field<std::string, mf::min_length<1>, mf::max_length<80>> name;
    mf::field<double, mf::greater_than<0>> price;
};

int main() {
    mf::application app;
    app.get("/users/{id}", [](int id) { return "user " + std::to_string(id); });
    app.post("/items", [](item given) { return mf::created{given}; });
    app.run({.bind = "127.0.0.1:8080"});
}
