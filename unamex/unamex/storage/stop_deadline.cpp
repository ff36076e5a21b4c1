#include <unamex/storage/stop_deadline.hpp>

namespace unamex::storage {

stop_deadline::stop_deadline(sharded_store& store, std::chrono::milliseconds after)
    : thread_{[this, &store, after](const std::stop_token& ended) {
          std::unique_lock lock{waiting_};
          ended_.wait_for(lock, ended, after, [] { return false; });
          if (!ended.stop_requested()) store.abandon();
      }} {}

}  // namespace unamex::storage
