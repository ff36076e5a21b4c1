#include <microfast/client/client_error.hpp>

#include <asio/error.hpp>

namespace microfast::client {

bool is_cancellation(const std::system_error& thrown) noexcept {
    return thrown.code() == asio::error::operation_aborted;
}

}  // namespace microfast::client
