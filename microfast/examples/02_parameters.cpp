// What stands in the path, behind the question mark and in the fields: as values, checked.
//
//   curl 'http://127.0.0.1:8080/convert/20.5?to=fahrenheit'
//   curl 'http://127.0.0.1:8080/users/abc'        422 tells what is wrong, and where
#include <microfast/microfast.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command_line.hpp"

namespace mf = microfast;

namespace {

enum class unit { celsius, fahrenheit };

struct temperature {
    double value = 0;
    unit in = unit::celsius;
};

temperature convert(double celsius, mf::query<"to", std::optional<unit>> to) {
    const auto wanted = to->value_or(unit::celsius);
    return {wanted == unit::celsius ? celsius : celsius * 9 / 5 + 32, wanted};
}

//! [search]
using limit = mf::query<"limit", int, mf::defaults_to<10>, mf::at_least<1>, mf::at_most<100>>;

std::string search(
    mf::query<"q"> text, limit most, mf::query<"tag", std::vector<std::string>> tags
) {
    auto told = "the first " + std::to_string(*most) + " of '" + *text + "'";
    for (const auto& tag : *tags)
        told += " #" + tag;
    return told;
}
//! [search]

/// Many parameters read better as a struct.
struct page {
    mf::field<int, mf::at_least<1>> number = 1;
    mf::field<int, mf::at_least<1>, mf::at_most<100>> size = 20;
};

}  // namespace

int main(int count, char** words) {
    mf::application app{{.title = "Parameters"}};
    app.get("/users/{id}", [](int id) { return "user " + std::to_string(id); });
    app.get("/convert/{celsius}", &convert);
    app.get("/search", &search);
    app.get("/pages", [](mf::query_params<page> asked) { return *asked; });
    app.get("/agent", [](mf::header<"User-Agent"> agent) { return *agent; });
    app.get("/files/{path*}", [](std::string_view path) { return path; });
    return example::serve(app, count, words);
}
