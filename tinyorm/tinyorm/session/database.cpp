#include <tinyorm/session/database.hpp>

#include <thread>

namespace tinyorm {

database::database(std::string url, database_options options)
    : pool_(std::move(url), std::move(options.pool)),
      shapes_(dialect::dialect_of(pool_.dialect())),
      retry_(options.retry) {}

void database::run_transaction(
    const transaction_options& options, const std::function<void(session&)>& closure
) {
    for (int failed_attempts = 1;; ++failed_attempts) {
        try {
            const auto lease = pool_.acquire();  // rolls back what is not committed
            lease->begin(options);
            session within{*lease, shapes_};
            closure(within);
            lease->commit();
            return;
        } catch (const error& failure) {
            if (!failure.is_retryable() || failed_attempts >= retry_.attempts) throw;
        }
        std::this_thread::sleep_for(random_pause(retry_.bound_after(failed_attempts)));
    }
}

}  // namespace tinyorm
