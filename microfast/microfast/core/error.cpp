#include <microfast/core/error.hpp>

namespace microfast {

error::error(const std::string& message, std::source_location where)
    : std::runtime_error{message},
      where_{where} {}

http_error::http_error(int status, const std::string& detail, std::source_location where)
    : error{detail, where},
      status_{status} {}

}  // namespace microfast
