#include <api/loop_services.hpp>

#include <cassert>
#include <utility>

namespace unamex::api {

namespace {

thread_local std::unique_ptr<loop_services> of_this_thread;

}  // namespace

loop_services::loop_services(const shared_parts& shared, std::shared_ptr<ports::answer_cache> cache)
    : metrics_(shared.metrics),
      clock_(shared.clock),
      names_(shared.names),
      search_(shared.search),
      cache_(std::move(cache)),
      availability_(shared.rules, shared.names.known(), *cache_, shared.store, shared.clock),
      claims_(shared.rules, shared.names.known(), *cache_, shared.store) {}

void loop_services::open(const shared_parts& shared, std::shared_ptr<ports::answer_cache> cache) {
    of_this_thread = std::make_unique<loop_services>(shared, std::move(cache));
}

void loop_services::close() noexcept {
    of_this_thread.reset();
}

loop_services& loop_services::current() noexcept {
    assert(of_this_thread != nullptr);
    return *of_this_thread;
}

}  // namespace unamex::api
