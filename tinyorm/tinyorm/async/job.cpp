#include <tinyorm/async/job.hpp>
#include <tinyorm/core/error.hpp>

#include <utility>

namespace tinyorm::async {

bool job::start(driver::connection& connection) {
    const std::scoped_lock lock{mutex_};
    if (!is_cancelled_) runs_on_ = &connection;
    return !is_cancelled_;
}

void job::finish() {
    const std::scoped_lock lock{mutex_};
    runs_on_ = nullptr;
}

bool job::is_cancelled() const {
    const std::scoped_lock lock{mutex_};
    return is_cancelled_;
}

bool job::cancel() {
    const std::scoped_lock lock{
        mutex_};  // held meanwhile, so that the connection is not given to somebody else
    is_cancelled_ = true;
    if (runs_on_ == nullptr) return false;
    runs_on_->cancel();
    return true;
}

void job::wait_at(pool::connection_pool::ticket place) {
    const std::scoped_lock lock{place_mutex_};
    place_ = std::move(place);
}

pool::connection_pool::ticket job::place() const {
    const std::scoped_lock lock{place_mutex_};
    return place_;
}

std::exception_ptr cancelled_error() {
    return std::make_exception_ptr(
        error(error_kind::cancelled, "the work was cancelled before it was done")
    );
}

}  // namespace tinyorm::async
