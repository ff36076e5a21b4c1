#include <tinyorm/session/database.hpp>

#include <utility>

namespace tinyorm {

database::database(std::string url, database_options options)
    : pool_(std::move(url), std::move(options.pool)),
      shapes_(dialect::dialect_of(pool_.dialect(), pool_.driver_version())),
      retry_(options.retry),
      policy_(std::move(options.sessions)) {}

}  // namespace tinyorm
