#include <cstdint>
#include <string>

#include "conformance/routes.hpp"

namespace conformance {

namespace mf = microfast;

namespace {

struct detail {
    int route = 0;
    std::int64_t id = 0;
};

}  // namespace

void add_numbered_routes(mf::application& app) {
    for (int route = 0; route < 300; ++route) {
        const mf::runtime_pattern pattern(
            "/api/v1/r" + std::to_string(route) + "/items/{id}/detail"
        );
        app.get(pattern, [route](std::int64_t id) { return detail{route, id}; });
    }
}

}  // namespace conformance
