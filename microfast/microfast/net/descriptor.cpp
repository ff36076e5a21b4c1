#include <microfast/net/descriptor.hpp>

#include <unistd.h>

namespace microfast::net {

void descriptor::close() noexcept {
    if (is_open()) ::close(std::exchange(number_, none));
}

}  // namespace microfast::net
