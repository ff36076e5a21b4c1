#include <microfast/openapi/assets.hpp>

namespace microfast::openapi {

std::span<const asset> assets() noexcept {
    return {};
}

}  // namespace microfast::openapi
