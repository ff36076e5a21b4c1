#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "conformance/routes.hpp"

namespace conformance {

namespace mf = microfast;

namespace {

struct person {
    mf::field<std::string, mf::min_length<1>> name;
    mf::field<int, mf::at_least<0>, mf::at_most<150>> age;
    std::vector<std::string> hobby;
};

struct received_file {
    std::string filename;
    std::string content_type;
    std::size_t bytes = 0;
};

struct received {
    std::optional<std::string> note;
    std::vector<received_file> files;
};

received list_files(
    mf::form<"note", std::optional<std::string>> note,
    mf::file<"file", std::vector<mf::upload>> uploads
) {
    received made{std::move(*note), {}};
    for (auto& each : *uploads) {
        const auto bytes = each.content.size();
        made.files.push_back({std::move(each.filename), std::move(each.content_type), bytes});
    }
    return made;
}

}  // namespace

void add_form_routes(mf::application& app) {
    app.post("/form", [](mf::form_data<person> given) { return *given; }).tags("forms");
    app.post("/multipart", &list_files).tags("forms");
}

}  // namespace conformance
