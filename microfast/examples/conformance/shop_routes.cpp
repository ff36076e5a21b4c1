#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "conformance/routes.hpp"

namespace conformance {

namespace mf = microfast;

namespace {

struct user {
    int id = 0;
    std::string name;
};

struct item {
    mf::field<std::string, mf::min_length<1>, mf::max_length<80>> name;
    mf::field<double, mf::greater_than<0>> price;
    std::optional<std::string> note;
    std::vector<std::string> tags;
};

enum class order : std::uint8_t { name, price };

struct search {
    mf::field<std::string, mf::min_length<1>, mf::max_length<80>> q;
    mf::field<int, mf::at_least<1>, mf::at_most<100>> limit = 20;
    order sort = order::name;
    std::vector<std::string> tag{};
};

}  // namespace

void add_shop_routes(mf::application& app) {
    app.get(
           "/users/{id}",
           [](int id) {
               return user{id, "user " + std::to_string(id)};
           }
    )
        .summary("One user")
        .tags("users");
    app.post("/items", [](item given) { return given; })
        .summary("Checks an item and answers it")
        .tags("items");
    app.get("/search", [](mf::query_params<search> asked) { return *asked; })
        .summary("Checks a query and answers it")
        .tags("items");
}

}  // namespace conformance
