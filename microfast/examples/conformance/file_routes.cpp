#include <microfast/middleware/compress.hpp>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "conformance/routes.hpp"

namespace conformance {

namespace mf = microfast;

namespace {

/// 16 KiB of JSON that repeats itself as JSON does.
std::string make_large_document() {
    std::string document = "[";
    for (int id = 0; document.size() < 16'384 - 80; ++id) {
        if (id > 0) document += ",";
        document += R"({"id":)" + std::to_string(id) + R"(,"name":"item )" +
                    std::to_string(id * 7'919 % 100'003) + R"(","price":)" +
                    std::to_string(id * 37 % 1'000) + ".5}";
    }
    return document + "]";
}

std::string large_document(const std::optional<std::string>& directory) {
    if (directory) {
        std::ifstream file(*directory + "/large.json", std::ios::binary);
        if (file) return {std::istreambuf_iterator<char>(file), {}};
    }
    return make_large_document();
}

}  // namespace

void add_file_routes(mf::application& app, const std::optional<std::string>& directory) {
    if (directory) app.get("/static/{path*}", mf::static_files(*directory));
    app.get(
           "/large",
           [document = large_document(directory)](mf::response& answer) {
               answer.set_json_text(document);
           }
    ).use(mf::middleware::compress());
}

}  // namespace conformance
