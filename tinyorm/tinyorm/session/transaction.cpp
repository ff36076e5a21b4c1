#include <tinyorm/session/transaction.hpp>

#include <thread>

namespace tinyorm {

namespace {

void roll_back(driver::connection& connection) noexcept {
    try {
        connection.rollback();
    } catch (const error&) {
        // The session is lost, and the transaction with it; the error that led here says why.
    }
}

void attempt(
    driver::connection& connection,
    shape_cache& shapes,
    const session_policy& policy,
    const std::function<void(session&)>& closure
) {
    session within{connection, shapes, policy};
    try {
        closure(within);
        within.flush();
        connection.commit();
    } catch (...) {
        roll_back(connection);
        within.restore_objects();
        throw;
    }
}

}  // namespace

void run_in_transaction(
    driver::connection& connection,
    shape_cache& shapes,
    const transaction_terms& terms,
    const std::function<void(session&)>& closure
) {
    const session_policy by_default;
    const auto& policy = terms.policy != nullptr ? *terms.policy : by_default;
    for (int attempts = 1;; ++attempts) {
        connection.begin(terms.options);  // not tried again: if it is busy, it has waited in vain
        try {
            return attempt(connection, shapes, policy, closure);
        } catch (const error& failure) {
            if (!failure.is_retryable() || attempts >= terms.retry.attempts) throw;
        }
        std::this_thread::sleep_for(random_pause(terms.retry.bound_after(attempts)));
    }
}

}  // namespace tinyorm
