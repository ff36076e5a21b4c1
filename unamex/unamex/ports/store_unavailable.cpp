#include <unamex/ports/store_unavailable.hpp>

#include <fmt/format.h>

namespace unamex::ports {

store_unavailable::store_unavailable(
    std::string_view shard, std::string_view reason, std::chrono::milliseconds retry_after
)
    : std::runtime_error{fmt::format(
          "shard {} is unavailable: {}; its names can be asked for again in {} ms",
          shard,
          reason,
          retry_after.count()
      )},
      shard_{shard},
      retry_after_{retry_after} {}

}  // namespace unamex::ports
